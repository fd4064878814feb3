import type { Static, TObject } from 'typebox'
import type { Booked, BookedPlace, LineDescription } from '../../bookings/door.ts'
import type { Said } from '../../bookings/said.ts'
import { wallTime } from '../../kernel/time.ts'
import { pictureView } from '../../stores/pictures/view.ts'
import type { Pricing } from '../../stores/pricing-rules.ts'
import type { bookingMembers } from './contract.ts'
import { readPlaceKey } from './rules.ts'

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
  item: { ...readPlaceKey(key) },
})

/** The members from before a booking had `lines`. */
export function members({
  store,
  lines: [line],
}: Booked): Partial<Static<TObject<typeof bookingMembers>>> {
  if (!line?.startsAt) return {}
  const { id, name, timeZone, image } = store
  return {
    restaurant: { id, name, timeZone, image: image && pictureView(id, image) },
    ...readPlaceKey(line.key),
    placeId: line.placeId,
    time: wallTime(line.startsAt, timeZone),
    startsAt: line.startsAt.toISOString(),
  }
}
