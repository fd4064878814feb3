import type { Static, TObject } from 'typebox'
import type { BookedPlace, BookedStore, Line, LineDescription, Said } from '../../bookings/door.ts'
import { claimAnswer } from '../../bookings/view.ts'
import type { Id } from '../../kernel/id.ts'
import { wallTime, withOffset } from '../../kernel/time.ts'
import type { Order } from '../../orders/rules.ts'
import type { Picture } from '../../stores/pictures/stored.ts'
import { pictureView } from '../../stores/pictures/view.ts'
import type { bookingMembers } from './contract.ts'
import { readPlaceKey } from './rules.ts'

export const tablesText = (tables: number): Said => ({
  ko: `테이블 ${tables}개`,
  en: tables === 1 ? '1 table' : `${tables} tables`,
})

/** A line of an order: tables at a time. */
export const describeLine = ({ key, quantity }: BookedPlace): LineDescription => ({
  what: tablesText(quantity),
  item: { ...readPlaceKey(key) },
})

/** What this door's paths answered with when a booking was one table at one time. */
export function members({
  store,
  lines: [line],
}: {
  readonly store: BookedStore
  readonly lines: readonly Line[]
}): Partial<Static<TObject<typeof bookingMembers>>> {
  if (!line?.startsAt) return {}
  const { id, name, timeZone, image } = store
  return {
    restaurant: { id, name, timeZone, image: image && pictureView(id, image) },
    ...readPlaceKey(line.key),
    placeId: line.placeId,
    time: wallTime(line.startsAt, timeZone),
    startsAt: withOffset(line.startsAt, timeZone),
  }
}

/** What claiming a table is answered with. */
export function bookingClaim(
  order: Order,
  where: {
    readonly restaurant: {
      readonly id: Id<'Store'>
      readonly name: string
      readonly timeZone: string
    }
    readonly image: Picture | null
    readonly key: string
    readonly startsAt: Date
  },
  now: Date,
) {
  const { id, name, timeZone } = where.restaurant
  const store = { id, door: 'dining', name, kind: null, timeZone, image: where.image }
  const lines = order.lines.map((line) => {
    const place = { ...line, key: where.key, startsAt: where.startsAt }
    return { ...place, ...describeLine(place) }
  })
  return claimAnswer(members, order, { store, lines }, now)
}
