import { type CalendarEntry, entryUid } from '../../kernel/calendar.ts'
import { type Facts, timesOf } from './facts.ts'

/** One entry for each start, with the same UID in every mail of the booking. */
export function calendarEntries(facts: Facts): CalendarEntry[] {
  const { order, store, words, link } = facts
  return timesOf(facts).flatMap(({ startsAt }, at) => {
    if (!startsAt) return []
    return {
      uid: entryUid(order.number, at),
      writtenAt: order.canceledAt ?? order.paidAt ?? order.createdAt,
      sequence: facts.moves + (order.canceledAt ? 1 : 0),
      startsAt,
      durationSeconds: words.durationSeconds,
      summary: store,
      description: `주문 번호 ${order.number}\n${link}`,
      url: link,
    }
  })
}
