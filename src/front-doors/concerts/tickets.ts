import type { TicketDoor } from '../../bookings/ticket-door.ts'
import { readPerformance, readWords } from './queries.ts'
import { SEAT_KEYS } from './rules.ts'
import { seatParts, seatText } from './seat-rules.ts'

/** A seat at a performance is a ticket. */
export const tickets: TicketDoor = {
  keys: SEAT_KEYS,
  holder: { ko: '관람자', en: 'Holder' },
  async occasion(on, storeId, id) {
    const performance = await readPerformance(on, storeId, id as string)
    return (
      performance && { startsAt: performance.startsAt, isCanceled: performance.canceledAt !== null }
    )
  },
  async seats(on, seats) {
    const words = await readWords(
      on,
      seats.map((seat) => ({ ...seat, code: null })),
    )
    return words.map(({ hall, ...seat }) => ({
      ...{ text: seatText(seat), parts: seatParts(seat), venue: hall },
    }))
  },
}
