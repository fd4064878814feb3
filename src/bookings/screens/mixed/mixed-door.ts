import { wallTimeAt } from '../../../kernel/format.ts'
import { withZone } from '../../../web/kit/zone.ts'
import { currentLanguage } from '../../../web/language.ts'
import type { BookingDoor } from '../booking-door.ts'
import { mixedText } from './text.ts'

/**
 * What is said of an order that has things of several front doors: each line is its own door's, and the
 * words of the whole name a booking and an order, where something of it is no booking.
 *
 * @param own the door of the store
 * @param parts those that sold something of it
 */
export function mixedDoor(own: BookingDoor, parts: readonly BookingDoor[]): BookingDoor {
  const timed = parts.find(({ durationSeconds }) => durationSeconds > 0) ?? own
  const whenPaid = parts.find((part) => part.whenPaid)?.whenPaid
  const { storePage, Picture, messageHint, availabilityKey } = own
  return {
    ...{ storePage, messageHint, availabilityKey },
    ...(Picture && { Picture }),
    ...(whenPaid && { whenPaid }),
    ...{ event: timed.event, durationSeconds: timed.durationSeconds },
    ...(parts.some(({ word }) => word) && bothWords),
    cancellation: (booking) =>
      parts
        .flatMap(({ items, cancellation }) => {
          const said = cancellation?.(booking)
          return said && items ? `${items()}: ${said}` : (said ?? [])
        })
        .join(' '),
    claimAgain: () => undefined,
  }
}

const bothWords: Pick<BookingDoor, 'word' | 'stageWords'> = {
  word: (name) => mixedText()(`words.${name}`),
  stageWords: ({ expiresAt, store: { timeZone } }, stage) => {
    const time = wallTimeAt(new Date(expiresAt), timeZone)
    const until = withZone(time, timeZone, currentLanguage())
    return {
      title: mixedText()(`stage.${stage}`),
      lead: mixedText()(`stage.${stage}Lead`, { until }),
    }
  },
}
