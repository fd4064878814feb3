import { type FormEvent, useState } from 'react'
import { lengthOf } from '../../kernel/length.ts'
import { call } from '../../web/call.ts'
import { Button, Submit } from '../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../web/kit/field.tsx'
import { Notice, Refused } from '../../web/kit/notice.tsx'
import { useQuery } from '../../web/query.ts'
import { useSend } from '../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { SetPassword } from './providers/set-password.tsx'
import { signInsQuery } from './providers/sign-ins-query.ts'
import { useAccountText } from './text.ts'
import { PASSWORD_LEAST, PASSWORD_MOST, passwordRefusal } from './typed.ts'

/** The way to another password; all other devices are signed out. */
export function ChangePassword() {
  const t = useAccountText()
  const [isOpen, setOpen] = useState(false)
  const [isDone, setDone] = useState(false)
  const { data: signIns } = useQuery(signInsQuery)
  const onDone = () => {
    setOpen(false)
    setDone(true)
  }
  return (
    <section className="grid justify-items-start gap-3">
      <h2 className="text-xl font-bold">{t('password.title')}</h2>
      {isDone ? <Notice tone="good" title={t('password.done')} /> : null}
      {signIns?.hasPassword === false ? (
        <SetPassword />
      ) : (
        <Button kind="quiet" onClick={() => setOpen(true)}>
          {t('password.change')}
        </Button>
      )}
      {isOpen ? <PasswordDialog onClose={() => setOpen(false)} onDone={onDone} /> : null}
    </section>
  )
}

interface PasswordDialogProps {
  readonly onClose: () => void
  readonly onDone: () => void
}

function PasswordDialog({ onClose, onDone }: PasswordDialogProps) {
  const t = useAccountText()
  const [typed, setTyped] = useState({ currentPassword: '', newPassword: '' })
  const [isTried, setTried] = useState(false)
  const { pending, problem, send } = useSend()
  const refusal = passwordRefusal(problem)
  const isWrong = problem?.type === 'password-wrong'
  const isTooShort = lengthOf(typed.newPassword) < PASSWORD_LEAST
  const isMissing = isTried && typed.currentPassword === ''
  const isShort = isTried && isTooShort
  const change = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const form = event.currentTarget
    if (typed.currentPassword === '' || isTooShort) return focusFirstWrong(form)
    const sent = await send(() =>
      call<typeof contract.changePassword>('POST /v1/auth/change-password', { body: typed }),
    )
    if (sent?.ok) return onDone()
    focusFirstWrong(form)
  }
  const field = (name: keyof typeof typed) => ({
    name,
    type: 'password',
    required: true,
    value: typed[name],
    onChange: ({ target }: { readonly target: HTMLInputElement }) =>
      setTyped({ ...typed, [name]: target.value }),
  })
  return (
    <Dialog title={t('password.change')} onClose={onClose}>
      <form noValidate onSubmit={change} className="grid gap-5">
        <p className="text-soft">{t('password.lead')}</p>
        <Refused problem={refusal || isWrong ? undefined : problem} />
        <Field
          {...field('currentPassword')}
          label={t('password.current')}
          autoComplete="current-password"
          error={isMissing ? t('password.missing') : isWrong ? problem.title : undefined}
        />
        <Field
          {...field('newPassword')}
          label={t('password.new')}
          hint={t('signUp.passwordHint')}
          autoComplete="new-password"
          maxLength={PASSWORD_MOST}
          error={isShort ? t('password.short') : refusal}
        />
        <DialogActions keep={t('password.keep')} onKeep={onClose}>
          <Submit pending={pending}>{t('password.change')}</Submit>
        </DialogActions>
      </form>
    </Dialog>
  )
}
