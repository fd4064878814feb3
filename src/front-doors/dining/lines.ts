import type { Static, TObject } from 'typebox'
import type { Booked, BookedPlace, LineDescription, Said } from '../../bookings/door.ts'
import { wallTime, withOffset } from '../../kernel/time.ts'
import { pictureView } from '../../stores/pictures/view.ts'
import type { bookingMembers } from './contract.ts'
import { readPlaceKey } from './rules.ts'

export const tablesText = (tables: number): Said => ({
  ko: `테이블 ${tables}개`,
  en: tables === 1 ? '1 table' : `${tables} tables`,
})

export const describeLine = ({ key, quantity }: BookedPlace): LineDescription => ({
  what: tablesText(quantity),
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
    startsAt: withOffset(line.startsAt, timeZone),
  }
}
