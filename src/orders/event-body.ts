import { unitsLeft } from './money-rules.ts'
import type { Order } from './rules.ts'

/** What other services read of an order in its events: enough to act on, nothing personal. */
export const eventBody = ({ id, number, status, amount, currency, lines }: Order) => ({
  orderId: id,
  orderNumber: number,
  status,
  amount,
  currency,
  places: lines.flatMap((line) => {
    const quantity = unitsLeft(line)
    return quantity > 0 ? { placeId: line.placeId, quantity } : []
  }),
})
