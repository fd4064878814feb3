import type { Static, TObject } from 'typebox'
import type { BookedPlace, BookedStore, Line, LineDescription } from '../../bookings/door.ts'
import { claimAnswer } from '../../bookings/view.ts'
import { wallTime, withOffset } from '../../kernel/time.ts'
import type { Order } from '../../orders/rules.ts'
import type { Store } from '../../stores/rules.ts'
import type { bookingMembers } from './contract.ts'
import { readPlaceKey, type ShopKind } from './rules.ts'

/** A line of an order: places of a timetable's day. */
export const describeLine = ({ key, quantity }: BookedPlace): LineDescription => ({
  what: { ko: `${quantity}명`, en: quantity === 1 ? '1 place' : `${quantity} places` },
  item: { timetableId: readPlaceKey(key).timetableId },
})

/** What this door's paths answered with when a booking was one place at one time. */
export function members({
  store,
  lines: [line],
}: {
  readonly store: BookedStore
  readonly lines: readonly Line[]
}): Partial<Static<TObject<typeof bookingMembers>>> {
  if (!line?.startsAt) return {}
  const { id, name, timeZone } = store
  return {
    shop: { id, name, kind: store.kind as ShopKind, timeZone },
    ...readPlaceKey(line.key),
    placeId: line.placeId,
    time: wallTime(line.startsAt, timeZone),
    startsAt: withOffset(line.startsAt, timeZone),
  }
}

/** What claiming a place is answered with. */
export function bookingClaim(
  order: Order,
  where: {
    readonly shop: Pick<Store, 'id' | 'name' | 'kind' | 'timeZone'>
    readonly key: string
    readonly startsAt: Date
  },
  now: Date,
) {
  const store = { ...where.shop, door: 'timetables', image: null }
  const lines = order.lines.map((line) => {
    const place = { ...line, key: where.key, startsAt: where.startsAt }
    return { ...place, ...describeLine(place) }
  })
  return claimAnswer(members, order, { store, lines }, now)
}
