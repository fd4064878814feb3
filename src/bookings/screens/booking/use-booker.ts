import { type FormEvent, useState } from 'react'
import { verifiedQuery } from '../../../accounts/screens/phone/verified-query.ts'
import { forgetPhone, keepPhone, phoneQuery } from '../../../accounts/screens/phone-query.ts'
import { readEmail } from '../../../kernel/email.ts'
import { focusFirstWrong } from '../../../web/kit/field.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useMe } from '../../../web/session.ts'
import type { Booking } from '../booking-queries.ts'
import {
  type BookerDraft,
  type BookerErrors,
  bookerErrors,
  firstDraft,
  keepDraft,
} from './booker-draft.ts'
import { useGuestContact } from './guest-contact.ts'

export interface Booker {
  readonly draft: BookerDraft
  readonly errors: BookerErrors
  readonly change: (changed: Partial<BookerDraft>) => void
  /** Whether the phone number is kept for the next booking. */
  readonly isPhoneKept: boolean
  readonly setPhoneKept: (isKept: boolean) => void
  /** Of whoever books without an account; undefined for all others. */
  readonly email: GuestEmail | undefined
  readonly send: (event: FormEvent) => void
}

interface GuestEmail {
  readonly typed: string
  readonly isWrong: boolean
  readonly type: (email: string) => void
}

export const isWrong = (errors: BookerErrors): boolean => Object.keys(errors).length > 0

export interface Ask {
  readonly booking: Booking
  readonly pending: boolean
  /**
   * Called within the click event, so that a popup may open; with the address of a guest where it is another one, or
   * null where there is none any more.
   */
  readonly onSend: (booker: BookerDraft, email?: string | null) => void
}

/** The booker form's values, errors and submit handler. */
export function useBooker({ booking, pending, onSend }: Ask): Booker {
  const me = useMe()
  const client = useQueryClient()
  const kept = useQuery(phoneQuery).data?.phone ?? null
  const [typed, setTyped] = useState<BookerDraft>()
  const [chosen, setChosen] = useState<boolean>()
  const [errors, setErrors] = useState<BookerErrors>({})
  const name = me && !me.isGuest ? me.name : ''
  const verified = useQuery({ ...verifiedQuery, enabled: Boolean(me && !me.isGuest) }).data?.phone
  const draft = typed ?? firstDraft(booking, { name, phone: kept ?? verified ?? '' })
  const isPhoneKept = chosen ?? kept !== null
  const { email, read } = useGuestEmail()
  const change = (changed: Partial<BookerDraft>) => {
    const next = { ...draft, ...changed }
    setTyped(next)
    if (booking.status === 'ready') keepDraft(booking, next)
    if (isWrong(errors)) setErrors(bookerErrors(next))
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (pending) return
    const found = bookerErrors(draft)
    setErrors(found)
    const address = read()
    if (isWrong(found) || !address.isRight) return focusFirstWrong(event.currentTarget)
    const phone = draft.phone.trim()
    if (isPhoneKept && phone !== kept) void keepPhone(client, phone)
    if (!isPhoneKept && kept !== null) void forgetPhone(client)
    onSend({ ...draft, name: draft.name.trim(), message: draft.message.trim() }, address.email)
  }
  return { draft, errors, change, isPhoneKept, setPhoneKept: setChosen, email, send }
}

/** The address that a guest types; read when the form is sent, and empty where they give none. */
function useGuestEmail() {
  const kept = useGuestContact()?.email
  const [own, setOwn] = useState<string>()
  const [isTried, setTried] = useState(false)
  const typed = own ?? kept ?? ''
  const isRight = kept === undefined || !typed.trim() || readEmail(typed) !== undefined
  const read = () => {
    setTried(true)
    const isAnother = kept !== undefined && typed.trim() !== kept
    return { email: isAnother ? typed.trim() || null : undefined, isRight }
  }
  const email: GuestEmail | undefined =
    kept === undefined ? undefined : { typed, isWrong: isTried && !isRight, type: setOwn }
  return { email, read }
}
