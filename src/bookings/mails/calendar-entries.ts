import { type CalendarEntry, entryUid } from '../../kernel/calendar.ts'
import type { Line } from '../door.ts'
import { longest } from '../lasting.ts'
import { calendarPlace } from '../location.ts'
import { type Facts, timesOf } from './facts.ts'

/**
 * One entry for each start, with the same UID in every mail of the booking.
 *
 * @param of which starts: those whose lines are all so; default: all
 */
export function calendarEntries(
  facts: Facts,
  of: (line: Line) => boolean = () => true,
): CalendarEntry[] {
  const { order, store, words, link } = facts
  return timesOf(facts).flatMap(({ startsAt, lines }, at) => {
    if (!startsAt || !lines.every(of)) return []
    const isGone = order.canceledAt !== null || lines.every(({ quantity }) => quantity === 0)
    return {
      uid: entryUid(order.number, at),
      writtenAt: order.canceledAt ?? order.paidAt ?? order.createdAt,
      sequence: facts.moves + (isGone ? 1 : 0),
      startsAt,
      durationSeconds: longest(lines) ?? words.durationSeconds,
      ...calendarPlace(store, facts.location),
      summary: store,
      description: `주문 번호 ${order.number}\n${link}`,
      url: link,
    }
  })
}
