import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { call } from '../../../web/call.ts'
import { Submit } from '../../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../../web/kit/field.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../guests/contract.ts'
import { guestBookingQuery } from './guest-queries.ts'
import { useGuestText } from './text.ts'

type Contact = 'phone' | 'email'

/** Where somebody without an account finds what they bought. */
export function GuestLookUp() {
  const t = useGuestText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [number, setNumber] = useState('')
  const [by, setBy] = useState<Contact>('phone')
  const [typed, setTyped] = useState({ phone: '', email: '' })
  const [isTried, setTried] = useState(false)
  const { pending, problem, send } = useSend()
  const isWrong = by === 'phone' ? !typed.phone.trim() : !typed.email.includes('@')
  const find = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!number.trim() || isWrong) return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof contract.lookUpGuestBooking>('POST /v1/guest-bookings/look-up', {
        body: { orderNumber: number, [by]: typed[by] },
      }),
    )
    if (!sent?.ok) return
    const { token } = sent.answer
    client.setQueryData(guestBookingQuery(token).queryKey, sent.answer)
    await navigate({ to: '/guest-bookings/$token', params: { token } })
  }
  return (
    <Page title={t('title')} lead={t('lead')} narrow>
      <form onSubmit={find} noValidate className="grid gap-5">
        <Refused problem={problem} />
        <Field
          name="orderNumber"
          label={t('number')}
          hint={t('numberHint')}
          required
          autoComplete="off"
          autoCapitalize="characters"
          value={number}
          error={isTried && !number.trim() ? t('noNumber') : undefined}
          onChange={(event) => setNumber(event.target.value)}
        />
        <ContactChoice by={by} onChoose={setBy} />
        <Field
          key={by}
          name={by}
          type={by === 'phone' ? 'tel' : 'email'}
          label={t(by)}
          required
          autoComplete={by === 'phone' ? 'tel' : 'email'}
          value={typed[by]}
          error={isTried && isWrong ? t(by === 'phone' ? 'noPhone' : 'noEmail') : undefined}
          onChange={(event) => setTyped({ ...typed, [by]: event.target.value })}
        />
        <Submit pending={pending}>{t('find')}</Submit>
      </form>
    </Page>
  )
}

interface ContactChoiceProps {
  readonly by: Contact
  readonly onChoose: (by: Contact) => void
}

function ContactChoice({ by, onChoose }: ContactChoiceProps) {
  const t = useGuestText()
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-semibold">{t('by')}</legend>
      <div className="flex gap-2">
        {(['phone', 'email'] as const).map((one) => (
          <label
            key={one}
            className="flex min-h-11 items-center gap-2 rounded-xl border border-edge px-4 has-checked:border-accent has-checked:font-semibold"
          >
            <input
              type="radio"
              name="by"
              checked={by === one}
              onChange={() => onChoose(one)}
              className="size-5"
            />
            {t(one)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
