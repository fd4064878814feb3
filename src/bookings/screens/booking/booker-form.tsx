import { type FormEvent, type ReactNode, useState } from 'react'
import { phoneText } from '../../../kernel/format.ts'
import { Submit } from '../../../web/kit/button.tsx'
import { Field, focusFirstWrong, TextArea } from '../../../web/kit/field.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import { useMe } from '../../../web/session.ts'
import { useBookingDoor } from '../booking-door.ts'
import type { Booking } from '../booking-queries.ts'
import {
  type BookerDraft,
  type BookerErrors,
  bookerErrors,
  firstDraft,
  keepDraft,
  MESSAGE_MOST,
  NAME_MOST,
} from './booker-draft.ts'
import { useBookingText } from './text.ts'

interface BookerFormProps {
  readonly booking: Booking
  readonly pending: boolean
  /** Called within the click event, so that a popup may open. */
  readonly onSend: (booker: BookerDraft) => void
  /** The label of the submit button. */
  readonly send: string
  /** Further fields: the payment method. */
  readonly children?: ReactNode
}

/** The form's values, errors and submit handler. */
function useBooker({ booking, pending, onSend }: Omit<BookerFormProps, 'send'>) {
  const me = useMe()
  const [draft, setDraft] = useState(() => firstDraft(booking, me?.name ?? ''))
  const [errors, setErrors] = useState<BookerErrors>({})
  const change = (changed: Partial<BookerDraft>) => {
    const next = { ...draft, ...changed }
    setDraft(next)
    keepDraft(booking, next)
    if (errors.name || errors.phone) setErrors(bookerErrors(next))
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (pending) return
    const found = bookerErrors(draft)
    setErrors(found)
    if (found.name || found.phone) focusFirstWrong(event.currentTarget)
    else onSend({ ...draft, name: draft.name.trim(), message: draft.message.trim() })
  }
  return { draft, errors, change, send }
}

/** Name, phone and message, sent together with the payment method. */
export function BookerForm(props: BookerFormProps) {
  const t = useBookingText()
  const { draft, errors, change, send } = useBooker(props)
  const { messageHint } = useBookingDoor(props.booking.store)
  const summary = errors.phone === 'phoneWrong' ? 'wrong' : 'missing'
  return (
    <form id="booker" noValidate onSubmit={send} className="grid gap-5">
      <h2 className="text-xl font-bold">{t('booker.title')}</h2>
      {errors.name || errors.phone ? <Notice tone="bad" title={t(`booker.${summary}`)} /> : null}
      <Field
        name="name"
        label={t('booker.name')}
        required
        autoComplete="name"
        maxLength={NAME_MOST}
        counted
        value={draft.name}
        error={errors.name && t(`booker.${errors.name}`)}
        onChange={(event) => change({ name: event.target.value })}
      />
      <Field
        name="phone"
        type="tel"
        inputMode="tel"
        label={t('booker.phone')}
        hint={t('booker.phoneHint')}
        required
        autoComplete="tel"
        maxLength={20}
        value={draft.phone}
        error={errors.phone && t(`booker.${errors.phone}`)}
        onChange={(event) => change({ phone: phoneText(event.target.value) })}
      />
      <TextArea
        name="message"
        label={t('booker.message')}
        hint={messageHint()}
        maxLength={MESSAGE_MOST}
        counted
        value={draft.message}
        onChange={(event) => change({ message: event.target.value })}
      />
      <p className="text-sm text-soft">{t('booker.privacy')}</p>
      {props.children}
      <Submit pending={props.pending} className="text-lg max-md:hidden">
        {props.send}
      </Submit>
    </form>
  )
}
