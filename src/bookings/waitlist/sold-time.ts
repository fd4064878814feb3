import { Problem } from '../../kernel/problem.ts'
import { wallDate } from '../../kernel/time.ts'
import { placeId } from '../../places/place-id.ts'
import type { Queryable } from '../../postgres/sql.ts'
import type { BookingDoor, Selling } from '../door.ts'
import { lineOf } from '../line.ts'
import { itemUnknown } from '../rules.ts'
import type { Turn, Waited, WaitedAt, WaitedClaim, WaitedTime } from './waited.ts'

/** What an item names that guests may wait for at one of these doors; undefined: nothing. */
export function waitedOf(
  doors: readonly BookingDoor[],
  item: Readonly<Record<string, string>>,
): Waited | undefined {
  for (const door of doors) {
    const selling = soldOf(door, item)
    if (selling && door.waitedAs) return soldTime(selling, door.waitedAs)
    const waited = door.waited?.(item)
    if (waited) return waited
  }
  return undefined
}

/** The place at a time that an item names, where the door lets guests wait for those. */
export const soldOf = (door: BookingDoor, item: Turn['item']): Selling | undefined =>
  door.waitedAs && door.selling(item)

const soldTime = (selling: Selling, what: Waited['what']): Waited => ({
  names: selling.names,
  what,
  look: (on, at) => look(on, at, selling),
})

async function look(
  on: Queryable,
  { storeId, timeZone, now }: WaitedAt,
  { item, bookable }: Selling,
): Promise<WaitedTime | Problem> {
  const key = item.offers.placeKey(item.what, wallDate(now, timeZone))
  const place = { id: placeId(storeId, key), key }
  const offers = await item.offers.read(on, storeId, [{ what: item.what, place }])
  const found = bookable(offers.get(item.offers.key?.(item.what) ?? key), place, now)
  if (found instanceof Problem) return found
  const { capacity, startsAt } = found
  return startsAt ? { place: { ...place, capacity, startsAt } } : itemUnknown()
}

/** The claim of a place at a time for who waits for it. */
export const soldClaim = (
  { item, bookable }: Selling,
  { placeId: waitedFor, quantity }: Pick<Turn, 'placeId' | 'quantity'>,
): WaitedClaim => ({
  items: [item],
  draft(offers, now) {
    const place = offers.placeOf(item)
    const found = bookable(offers.of(item), place, now)
    if (found instanceof Problem) return found
    const { title, startsAt } = found
    if (!startsAt || place.id !== waitedFor) return itemUnknown()
    return { title, startsAt, lines: [lineOf(found, place, { quantity })] }
  },
})
