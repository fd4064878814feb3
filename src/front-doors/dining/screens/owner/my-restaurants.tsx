export const MyRestaurants = () => null
