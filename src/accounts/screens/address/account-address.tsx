import { type FormEvent, useState } from 'react'
import { call } from '../../../web/call.ts'
import { Button, Submit } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../../web/kit/field.tsx'
import { Notice, Refused, Tag } from '../../../web/kit/notice.tsx'
import { useQuery } from '../../../web/query.ts'
import type { Me } from '../../../web/session.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../address/contract.ts'
import { Unproven } from '../providers/confirm-owner.tsx'
import { signInsQuery } from '../providers/sign-ins-query.ts'
import { isAddress } from '../typed.ts'
import { useAddressText } from './text.ts'
import { UnverifiedNotice } from './unverified-notice.tsx'

/** The address of the account, whether it is verified, and the way to another one. */
export function AccountAddress({ me }: { readonly me: NonNullable<Me> }) {
  const t = useAddressText()
  const [isOpen, setOpen] = useState(false)
  const [sentTo, setSentTo] = useState<string>()
  const onSent = (email: string) => {
    setOpen(false)
    setSentTo(email)
  }
  const state = me.address === 'none' ? 'unverified' : me.address
  return (
    <section className="grid justify-items-start gap-3">
      <h2 className="text-xl font-bold">{t('address.title')}</h2>
      <p className="flex flex-wrap items-center gap-2">
        <span className="wrap-anywhere">{me.email}</span>
        <Tag tone={state === 'verified' ? 'good' : 'warn'}>{t(`address.${state}`)}</Tag>
      </p>
      <UnverifiedNotice at="claim" />
      {sentTo ? <Notice tone="good" title={t('address.sent', { email: sentTo })} /> : null}
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {t('address.change')}
      </Button>
      {isOpen ? <ChangeDialog onClose={() => setOpen(false)} onSent={onSent} /> : null}
    </section>
  )
}

interface ChangeDialogProps {
  readonly onClose: () => void
  readonly onSent: (email: string) => void
}

function ChangeDialog({ onClose, onSent }: ChangeDialogProps) {
  const t = useAddressText()
  const [typed, setTyped] = useState({ email: '', password: '' })
  const [isTried, setTried] = useState(false)
  const { data: signIns } = useQuery(signInsQuery)
  const { pending, problem, send } = useSend()
  const hasPassword = signIns?.hasPassword !== false
  const isWrong = {
    email: !isAddress(typed.email),
    password: hasPassword && typed.password === '',
  }
  const change = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isWrong.email || isWrong.password) return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof contract.changeEmail>('POST /v1/me/email', {
        body: hasPassword ? typed : { email: typed.email },
      }),
    )
    if (sent?.ok) onSent(typed.email)
  }
  const field = (name: keyof typeof typed) => ({
    name,
    required: true,
    value: typed[name],
    onChange: ({ target }: { readonly target: HTMLInputElement }) =>
      setTyped({ ...typed, [name]: target.value }),
  })
  return (
    <Dialog title={t('address.change')} onClose={onClose}>
      <form noValidate onSubmit={change} className="grid gap-5">
        <p className="text-soft">{t('address.lead')}</p>
        {hasPassword ? (
          <Refused problem={problem} />
        ) : (
          <Unproven signIns={signIns} problem={problem} />
        )}
        <Field
          {...field('email')}
          type="email"
          label={t('address.new')}
          autoComplete="email"
          error={isTried && isWrong.email ? t('address.wrong') : undefined}
        />
        {hasPassword ? (
          <Field
            {...field('password')}
            type="password"
            label={t('address.password')}
            autoComplete="current-password"
            error={isTried && isWrong.password ? t('address.missing') : undefined}
          />
        ) : null}
        <DialogActions keep={t('address.keep')} onKeep={onClose}>
          <Submit pending={pending}>{t('address.send')}</Submit>
        </DialogActions>
      </form>
    </Dialog>
  )
}
