import type { ReactNode } from 'react'
import { phoneText } from '../../../kernel/format.ts'
import { PERSON_NAME_MOST } from '../../../kernel/length.ts'
import { Submit } from '../../../web/kit/button.tsx'
import { Field, TextArea } from '../../../web/kit/field.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import { useMe } from '../../../web/session.ts'
import type { Booking } from '../booking-queries.ts'
import { useBookingDoor, useWord } from '../use-booking-door.ts'
import { MESSAGE_MOST } from './booker-draft.ts'
import { GuestEmail } from './guest-email.tsx'
import { useBookingText } from './text.ts'
import { type Ask, type Booker, isWrong, useBooker } from './use-booker.ts'

interface BookerFormProps {
  readonly booking: Booking
  readonly pending: boolean
  /** Called within the click event, so that a popup may open. */
  readonly onSend: Ask['onSend']
  /** The label of the submit button. */
  readonly send: string
  /** Further fields: the payment method. */
  readonly children?: ReactNode
}

/** Name, phone and message, sent together with the payment method. */
export function BookerForm(props: BookerFormProps) {
  const t = useBookingText()
  const word = useWord(props.booking)
  const isGuest = useMe()?.isGuest ?? false
  const booker = useBooker(props)
  return (
    <form id="booker" noValidate onSubmit={booker.send} className="grid gap-5">
      <h2 className="text-xl font-bold">{word('booker', t('booker.title'))}</h2>
      <BookerFields booking={props.booking} booker={booker} />
      <GuestEmail booker={booker} />
      <p className="text-sm text-soft">
        {isGuest ? t('booker.privacyGuest') : word('privacy', t('booker.privacy'))}
      </p>
      {props.children}
      <Submit pending={props.pending} className="text-lg max-md:hidden">
        {props.send}
      </Submit>
    </form>
  )
}

interface BookerFieldsProps {
  readonly booking: Booking
  readonly booker: Booker
}

export function BookerFields({ booking, booker }: BookerFieldsProps) {
  const t = useBookingText()
  const { draft, errors, change, isPhoneKept, setPhoneKept } = booker
  const { messageHint } = useBookingDoor(booking)
  const isMissing = Object.values(errors).some((error) => error.endsWith('Missing'))
  return (
    <>
      {isWrong(errors) ? (
        <Notice tone="bad" title={t(`booker.${isMissing ? 'missing' : 'wrong'}`)} />
      ) : null}
      <Field
        name="name"
        label={t('booker.name')}
        required
        autoComplete="name"
        maxLength={PERSON_NAME_MOST}
        value={draft.name}
        error={errors.name && t(`booker.${errors.name}`, { most: PERSON_NAME_MOST })}
        onChange={(event) => change({ name: event.target.value })}
      />
      <div className="grid gap-1">
        <Field
          name="phone"
          type="tel"
          inputMode="tel"
          label={t('booker.phone')}
          hint={t('booker.phoneHint')}
          required
          autoComplete="tel"
          value={draft.phone}
          error={errors.phone && t(`booker.${errors.phone}`)}
          onChange={(event) => change({ phone: phoneText(event.target.value) })}
        />
        <label className="flex min-h-11 w-fit cursor-pointer items-center gap-3">
          <input
            type="checkbox"
            checked={isPhoneKept}
            onChange={({ target }) => setPhoneKept(target.checked)}
            className="size-6 shrink-0"
          />
          {t('booker.keepPhone')}
        </label>
      </div>
      <TextArea
        name="message"
        label={t('booker.message')}
        hint={messageHint()}
        maxLength={MESSAGE_MOST}
        counted
        value={draft.message}
        error={errors.message && t(`booker.${errors.message}`, { most: MESSAGE_MOST })}
        onChange={(event) => change({ message: event.target.value })}
      />
    </>
  )
}
