import { type FormEvent, useState } from 'react'
import { phoneText } from '../../../../web/format.ts'
import { Submit } from '../../../../web/kit/button.tsx'
import { Field, focusFirstWrong, TextArea } from '../../../../web/kit/field.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import { useMe } from '../../../../web/session.ts'
import {
  type BookerDraft,
  type BookerErrors,
  bookerErrors,
  firstDraft,
  keepDraft,
  MESSAGE_MOST,
  NAME_MOST,
} from './booker-draft.ts'
import type { BookingAnswer } from './booking-queries.ts'
import { useBookingText } from './text.ts'

interface BookerFormProps {
  readonly booking: BookingAnswer
  readonly pending: boolean
  /** Called within the press itself, so that a window may be opened. */
  readonly onSend: (booker: BookerDraft) => void
}

/** Who comes: name, phone, and a word for the restaurant. Sent together with the way to pay. */
export function BookerForm({ booking, pending, onSend }: BookerFormProps) {
  const t = useBookingText()
  const me = useMe()
  const [draft, setDraft] = useState(() => firstDraft(booking, me?.name ?? ''))
  const [errors, setErrors] = useState<BookerErrors>({})
  const wrong = (['name', 'phone'] as const).filter((name) => errors[name])

  const change = (changed: Partial<BookerDraft>) => {
    const next = { ...draft, ...changed }
    setDraft(next)
    keepDraft(booking, next)
    if (wrong.length > 0) setErrors(bookerErrors(next))
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (pending) return
    const found = bookerErrors(draft)
    setErrors(found)
    if (found.name || found.phone) focusFirstWrong(event.currentTarget)
    else onSend({ ...draft, name: draft.name.trim(), message: draft.message.trim() })
  }
  const errorOf = (name: 'name' | 'phone') => {
    const error = errors[name]
    return error ? t(`booker.${error}`) : undefined
  }
  return (
    <form id="booker" noValidate onSubmit={send} className="grid gap-5">
      <h2 className="text-xl font-bold">{t('booker.title')}</h2>
      {wrong.length > 0 ? (
        <Notice tone="bad" title={t('booker.wrong', { count: wrong.length })} />
      ) : null}
      <Field
        name="name"
        label={t('booker.name')}
        required
        autoComplete="name"
        maxLength={NAME_MOST}
        counted
        value={draft.name}
        error={errorOf('name')}
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
        error={errorOf('phone')}
        onChange={(event) => change({ phone: phoneText(event.target.value) })}
      />
      <TextArea
        name="message"
        label={t('booker.message')}
        hint={t('booker.messageHint')}
        maxLength={MESSAGE_MOST}
        counted
        value={draft.message}
        onChange={(event) => change({ message: event.target.value })}
      />
      <p className="text-sm text-soft">{t('booker.privacy')}</p>
      <Submit pending={pending} className="text-lg max-md:hidden">
        {t('booking.form.pay')}
      </Submit>
    </form>
  )
}
