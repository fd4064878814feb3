import { lengthOf, PERSON_NAME_MOST } from '../../../kernel/length.ts'
import { whenAccountChanges } from '../../../web/account-change.ts'
import type { Booking } from '../booking-queries.ts'

/** The booker form's unsent values. */
export interface BookerDraft {
  readonly name: string
  readonly phone: string
  readonly message: string
}

export const MESSAGE_MOST = 200

export type BookerError = 'nameMissing' | 'nameLong' | 'phoneMissing' | 'phoneWrong' | 'messageLong'

/** The errors of a draft: a message key for each field. */
export type BookerErrors = {
  readonly [Name in keyof BookerDraft]?: BookerError
}

type Held = Pick<Booking, 'id' | 'status' | 'lines' | 'expiresAt' | 'booker'>

/** By places: the text survives an expired hold, for the booking of the same again. */
const drafts = new Map<string, BookerDraft>()

const placesOf = ({ lines }: Held): string => lines.map(({ placeId }) => placeId).join()

/** In the tab's storage, by booking: the text survives a reload while the hold runs. */
const STORED = 'jari-booker'

export function keepDraft(booking: Held, draft: BookerDraft): void {
  drafts.set(placesOf(booking), draft)
  try {
    const { id, expiresAt: until } = booking
    sessionStorage.setItem(STORED, JSON.stringify({ id, until, draft }))
  } catch {
    // storage may be blocked: the text is kept in memory only
  }
}

function storedDraft({ id }: Held): BookerDraft | undefined {
  try {
    const stored = JSON.parse(sessionStorage.getItem(STORED) ?? 'null')
    if (stored?.id === id && Date.now() < Date.parse(stored.until)) return stored.draft
  } catch {
    // nothing that can be read
  }
  return undefined
}

function forgetDrafts(): void {
  drafts.clear()
  try {
    sessionStorage.removeItem(STORED)
  } catch {
    // storage may be blocked
  }
}
whenAccountChanges(forgetDrafts)

/** Keeps a saved booker as the draft of the next booking, unless one was typed. */
export const keepSaved = (booking: Held): void => {
  if (booking.booker && !drafts.has(placesOf(booking)))
    drafts.set(placesOf(booking), booking.booker)
}

/** The draft while it is held, else the saved booker, else what the account knows. */
export function firstDraft(
  booking: Held,
  account: { readonly name: string; readonly phone: string },
): BookerDraft {
  const isHeld = booking.status === 'ready'
  const typed = isHeld ? (drafts.get(placesOf(booking)) ?? storedDraft(booking)) : undefined
  return (
    typed ??
    booking.booker ?? {
      name: account.name,
      phone: account.phone,
      message: '',
    }
  )
}

/**
 * What can be seen to be wrong without the server, which alone understands phone numbers: any eight
 * digits may be one.
 */
export function bookerErrors({ name, phone, message }: BookerDraft): BookerErrors {
  const digits = phone.normalize('NFKC').replaceAll(/\D/g, '').length
  return {
    ...(!name.trim() && { name: 'nameMissing' }),
    ...(lengthOf(name.trim()) > PERSON_NAME_MOST && { name: 'nameLong' }),
    ...(digits < 8 && { phone: phone.trim() ? 'phoneWrong' : 'phoneMissing' }),
    ...(lengthOf(message.trim()) > MESSAGE_MOST && { message: 'messageLong' }),
  }
}
