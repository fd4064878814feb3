export const MyRestaurant = () => null
