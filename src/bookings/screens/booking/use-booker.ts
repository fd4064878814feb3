import { type FormEvent, useState } from 'react'
import { verifiedQuery } from '../../../accounts/screens/phone/verified-query.ts'
import { forgetPhone, keepPhone, phoneQuery } from '../../../accounts/screens/phone-query.ts'
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

export interface Booker {
  readonly draft: BookerDraft
  readonly errors: BookerErrors
  readonly change: (changed: Partial<BookerDraft>) => void
  /** Whether the phone number is kept for the next booking. */
  readonly isPhoneKept: boolean
  readonly setPhoneKept: (isKept: boolean) => void
  readonly send: (event: FormEvent) => void
}

export const isWrong = (errors: BookerErrors): boolean => Object.keys(errors).length > 0

interface Ask {
  readonly booking: Booking
  readonly pending: boolean
  /** Called within the click event, so that a popup may open. */
  readonly onSend: (booker: BookerDraft) => void
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
    if (isWrong(found)) return focusFirstWrong(event.currentTarget)
    const phone = draft.phone.trim()
    if (isPhoneKept && phone !== kept) void keepPhone(client, phone)
    if (!isPhoneKept && kept !== null) void forgetPhone(client)
    onSend({ ...draft, name: draft.name.trim(), message: draft.message.trim() })
  }
  return { draft, errors, change, isPhoneKept, setPhoneKept: setChosen, send }
}
