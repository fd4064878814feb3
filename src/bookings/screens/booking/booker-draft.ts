import type { Booking } from '../booking-queries.ts'

/** What is typed about who comes, before it is sent. */
export interface BookerDraft {
  readonly name: string
  readonly phone: string
  readonly message: string
}

export const NAME_MOST = 20
export const MESSAGE_MOST = 200

/** Where a draft is wrong: the key of the sentence that says so, a field. */
export type BookerErrors = {
  readonly [Name in keyof BookerDraft]?: 'nameMissing' | 'phoneMissing' | 'phoneWrong'
}

/** Kept while the page is open and no longer: places lost to the clock do not lose the text. */
const drafts = new Map<string, BookerDraft>()

const keyOf = ({ lines }: Booking): string => lines.map(({ placeId }) => placeId).join()

export const keepDraft = (booking: Booking, draft: BookerDraft): void => {
  drafts.set(keyOf(booking), draft)
}

/** Keeps what was saved with a booking for the next one of the same places, unless more was typed. */
export const keepSaved = (booking: Booking): void => {
  if (booking.booker && !drafts.has(keyOf(booking))) drafts.set(keyOf(booking), booking.booker)
}

/** What was typed here before, else what was saved, else the name of whoever is signed in. */
export const firstDraft = (booking: Booking, name: string): BookerDraft =>
  drafts.get(keyOf(booking)) ??
  booking.booker ?? { name: name.slice(0, NAME_MOST), phone: '', message: '' }

export function bookerErrors({ name, phone }: BookerDraft): BookerErrors {
  const digits = phone.replaceAll(/\D/g, '').length
  const isPhone = /^\+?[0-9][0-9 -]{6,18}[0-9]$/.test(phone) && digits >= 9
  return {
    ...(name.trim() ? {} : { name: 'nameMissing' }),
    ...(isPhone ? {} : { phone: phone.trim() ? 'phoneWrong' : 'phoneMissing' }),
  }
}
