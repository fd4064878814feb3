import type { Booking } from '../booking-queries.ts'

/** The booker form's unsent values. */
export interface BookerDraft {
  readonly name: string
  readonly phone: string
  readonly message: string
}

export const NAME_MOST = 20
export const MESSAGE_MOST = 200

/** The errors of a draft: a message key for each field. */
export type BookerErrors = {
  readonly [Name in keyof BookerDraft]?: 'nameMissing' | 'phoneMissing' | 'phoneWrong'
}

/** In memory only: the text survives an expired hold. */
const drafts = new Map<string, BookerDraft>()

const keyOf = ({ lines }: Booking): string => lines.map(({ placeId }) => placeId).join()

export const keepDraft = (booking: Booking, draft: BookerDraft): void => {
  drafts.set(keyOf(booking), draft)
}

/** Keeps a saved booker as the draft of the next booking, unless one was typed. */
export const keepSaved = (booking: Booking): void => {
  if (booking.booker && !drafts.has(keyOf(booking))) drafts.set(keyOf(booking), booking.booker)
}

/** The draft, else the saved booker, else the account's name. */
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
