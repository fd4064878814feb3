/** Below bookings: whatever changes one of those changes what becomes of its goods. */
export const ofOrders = ['bookings', 'market-orders']

export const ownOrderKey = (orderId: string) => [...ofOrders, orderId]
