/** The signed tokens of guests' orders that this page has opened, by the id of the order. */
const tokens = new Map<string, string>()

/** From now on requests about this order are made as the guest who has it. */
export function openGuestOrder(orderId: string, token: string): void {
  tokens.set(orderId, token)
}

/** The header of a request about such an order. */
export function guestOrderHeader(address: string): Readonly<Record<string, string>> {
  for (const [orderId, token] of tokens)
    if (address.includes(orderId)) return { 'guest-order': token }
  return {}
}
