import type { BookingDoor } from '../../../bookings/door.ts'
import { handedOn, ticketUsed } from '../../../orders/rules.ts'
import { listOfOrder, listScans } from './queries.ts'
import { serialOf } from './signing.ts'

/**
 * Why an order may not be changed, because of its tickets. A scan counts for every serial that a
 * ticket had: what goes back to the buyer when its receiver leaves has another one.
 * Problems in order: ticket-used, handed-on.
 */
export const refuseChange: NonNullable<BookingDoor['refuseChange']> = async (
  engine,
  on,
  { storeId, id: orderId },
) => {
  const lines = (await listOfOrder(on, { storeId, orderId })).filter(({ isSold }) => isSold)
  const serials = lines.flatMap((line) =>
    Array.from({ length: line.handed + 1 }, (_, handed) => serialOf(engine, { ...line, handed })),
  )
  const performanceIds = [...new Set(lines.map(({ performanceId }) => performanceId))]
  const scans = lines.length > 0 ? await listScans(on, storeId, performanceIds, serials) : []
  if (scans.length > 0) return ticketUsed()
  return lines.some(({ holderId }) => holderId !== null) ? handedOn() : undefined
}
