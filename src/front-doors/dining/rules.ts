import { problem } from '../../kernel/problem.ts'

/** How far ahead a table can be booked, in days; the first of them is tomorrow. */
export const BOOKING_DAYS = 10
/** How long a place stays the buyer's while they pay. */
export const HOLD_SECONDS = 600

export const restaurantMissing = problem('restaurant-missing', 'missing', {
  ko: '그런 식당이 없습니다.',
  en: 'There is no such restaurant.',
})
export const tableTimeMissing = problem('table-time-missing', 'missing', {
  ko: '이 식당에 그런 시간이 없습니다.',
  en: 'This restaurant has no such time.',
})
export const dateOutOfRange = problem<{ firstDate: string; lastDate: string }>(
  'date-out-of-range',
  'invalid',
  {
    ko: '예약은 내일부터 10일 안에서만 할 수 있습니다.',
    en: 'Bookings are open for the ten days from tomorrow.',
  },
)
export const datePast = problem('date-past', 'invalid', {
  ko: '이미 지난 시간입니다.',
  en: 'That time has already passed.',
})
export const wrongWeekday = problem('wrong-weekday', 'invalid', {
  ko: '그 요일에는 없는 시간입니다.',
  en: 'That time is not offered on that day of the week.',
})
export const dayClosed = problem('day-closed', 'conflict', {
  ko: '그날은 휴무입니다.',
  en: 'The restaurant is closed on that day.',
})
export const tableTimeTaken = problem('table-time-taken', 'conflict', {
  ko: '같은 요일과 시간이 이미 있습니다.',
  en: 'There already is that time on that weekday.',
})
export const timeZoneUnknown = problem('time-zone-unknown', 'invalid', {
  ko: '알 수 없는 시간대입니다.',
  en: 'That time zone is not known.',
})
export const imageUnreadable = problem('image-unreadable', 'invalid', {
  ko: '읽을 수 없는 그림입니다. JPEG, PNG, WebP, AVIF만 올릴 수 있습니다.',
  en: 'That picture cannot be read. JPEG, PNG, WebP and AVIF are accepted.',
})
export const imageMissing = problem('image-missing', 'missing', {
  ko: '그런 그림이 없습니다.',
  en: 'There is no such picture.',
})
export const tooManyImages = problem<{ most: number }>('too-many-images', 'conflict', {
  ko: '그림은 10장까지 올릴 수 있습니다.',
  en: 'A restaurant may have ten pictures.',
})
