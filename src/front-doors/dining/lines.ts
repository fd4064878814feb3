import type { Static, TObject } from 'typebox'
import type { Booked, BookedPlace, LineDescription, PlaceOfStore } from '../../bookings/door.ts'
import type { Lasting } from '../../bookings/lasting.ts'
import { QUARTER_MINUTES } from '../../bookings/quarter-rules.ts'
import type { Said } from '../../bookings/said.ts'
import { wallTime } from '../../kernel/time.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { pictureView } from '../../stores/pictures/view.ts'
import type { Pricing } from '../../stores/pricing-rules.ts'
import type { bookingMembers } from './contract.ts'
import { isTableTimeKey, readPlaceKey } from './rules.ts'
import { readSeatsOf, type SeatsOf } from './seating-queries.ts'
import { type Arrived, isBlockKey, isTableKey, readArrivalKey } from './seating-rules.ts'
import { tablesText } from './tables-text.ts'

/** How many places, in the word for one: a table, or a place for a person. */
export const placesText = (places: number, { per }: Pick<Pricing, 'per'>): Said =>
  per === 'person'
    ? { ko: `${places}명`, en: places === 1 ? '1 person' : `${places} people` }
    : { ko: `테이블 ${places}개`, en: places === 1 ? '1 table' : `${places} tables` }

export const describeLine = (
  { key, quantity }: BookedPlace,
  pricing: Pricing,
): LineDescription => ({
  what: placesText(quantity, pricing),
  counts: pricing.per === 'person' ? 'person' : 'table',
  item: { ...readPlaceKey(key) },
})

/**
 * Describes lines of orders: one statement. Of a party, how many come and where they sit; the quarters of
 * its tables are not shown.
 */
export async function describe(
  on: Queryable,
  lines: readonly PlaceOfStore[],
): Promise<(LineDescription | undefined)[]> {
  const parties = lines.filter(({ key }) => readArrivalKey(key))
  const seats = parties.length > 0 ? await readSeatsOf(on, parties) : []
  const seatsOf = new Map(seats.map((one) => [one.orderId, one]))
  const stays = staysOf(lines)
  return lines.map((line) => {
    const arrival = readArrivalKey(line.key)
    if (arrival)
      return {
        ...describeParty(arrival, line, seatsOf.get(line.orderId ?? '')),
        ...stays.get(line.orderId),
      }
    return isTableKey(line.key) ? undefined : describeLine(line, line.pricing)
  })
}

/** How long parties stay, by order: the quarters of an hour that they have their tables. */
function staysOf(lines: readonly PlaceOfStore[]): ReadonlyMap<string | undefined, Lasting> {
  const ofTables = lines.filter(({ key, startsAt }) => startsAt && isTableKey(key))
  return new Map(
    [...Map.groupBy(ofTables, ({ orderId }) => orderId)].map(([orderId, some]) => {
      const quarters = new Set(some.map(({ startsAt }) => startsAt?.getTime()))
      return [orderId, { durationSeconds: quarters.size * QUARTER_MINUTES * 60 }]
    }),
  )
}

const BLOCKED: Said = { ko: '막아 둔 테이블', en: 'Blocked tables' }

/** `3명 · 테라스`. */
function describeParty(
  arrival: Arrived,
  { key, quantity }: Pick<BookedPlace, 'key' | 'quantity'>,
  seats: SeatsOf | undefined,
): LineDescription {
  if (isBlockKey(key)) return { what: BLOCKED, item: { ...arrival }, ...whereOf(BLOCKED, seats) }
  const what = placesText(quantity, { per: 'person' })
  return {
    ...{ what, counts: 'person', item: { ...arrival }, isDeposit: true },
    ...whereOf(what, seats),
  }
}

/** The area is what was booked; at which tables is for the desk. */
function whereOf({ ko, en }: Said, seats: SeatsOf | undefined) {
  if (!seats) return {}
  const { area, tables } = seats
  return {
    what: { ko: `${ko} · ${area}`, en: `${en} · ${area}` },
    where: tablesText(tables),
  }
}

/** The members from before a booking had `lines`. */
export function members({
  store,
  lines: [line],
}: Booked): Partial<Static<TObject<typeof bookingMembers>>> {
  if (!line?.startsAt || !isTableTimeKey(line.key)) return {}
  const { id, name, timeZone, image } = store
  return {
    restaurant: { id, name, timeZone, image: image && pictureView(id, image) },
    ...readPlaceKey(line.key),
    placeId: line.placeId,
    time: wallTime(line.startsAt, timeZone),
    startsAt: line.startsAt.toISOString(),
  }
}
