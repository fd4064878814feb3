import { type FormEvent, useId, useState } from 'react'
import type { StaffRole } from '../../../kernel/endpoint.ts'
import { Submit } from '../../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../../web/kit/field.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { sendsMail } from '../../../web/session.ts'
import { useStaffText } from './text.ts'
import { isAddress, useInvite } from './use-invite.ts'
import { useRolesAt } from './use-roles.ts'

interface InviteStaffProps {
  readonly storeId: string
  readonly onDone: (said: string) => void
}

/** An address and a role. */
export function InviteStaff({ storeId, onDone }: InviteStaffProps) {
  const t = useStaffText()
  const id = useId()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<StaffRole>('desk')
  const [isTried, setTried] = useState(false)
  const { pending, problem, invite } = useInvite(storeId)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isAddress(email)) return focusFirstWrong(event.currentTarget)
    const made = await invite({ email, role })
    if (!made) return
    onDone(sendsMail() ? t('invite.sent', { email: made.email }) : t('invite.sentByHand'))
    setEmail('')
    setTried(false)
  }
  return (
    <section aria-labelledby={id}>
      <form onSubmit={submit} noValidate className="grid gap-5">
        <h2 id={id} className="text-xl font-bold">
          {t('invite.title')}
        </h2>
        <Refused problem={problem} />
        <Field
          type="email"
          label={t('invite.email')}
          required
          autoComplete="off"
          maxLength={254}
          value={email}
          error={isTried && !isAddress(email) ? t('invite.emailWrong') : undefined}
          onChange={({ target }) => setEmail(target.value)}
        />
        <RoleChoice storeId={storeId} role={role} onChange={setRole} />
        <Submit pending={pending} className="justify-self-start">
          {t('invite.submit')}
        </Submit>
      </form>
    </section>
  )
}

interface RoleChoiceProps {
  readonly storeId: string
  readonly role: StaffRole
  readonly onChange: (role: StaffRole) => void
}

function RoleChoice({ storeId, role, onChange }: RoleChoiceProps) {
  const t = useStaffText()
  const name = useId()
  return (
    <fieldset className="grid gap-2">
      <legend className="pb-1.5 font-semibold">{t('invite.role')}</legend>
      {useRolesAt(storeId).map((one) => (
        <label
          key={one}
          className="flex items-start gap-3 rounded-2xl border border-edge bg-card p-4 has-checked:border-accent"
        >
          <input
            type="radio"
            name={name}
            className="mt-0.5 size-5 shrink-0"
            checked={role === one}
            onChange={() => onChange(one)}
          />
          <span className="grid gap-0.5">
            <span className="font-semibold">{t(`roles.${one}`)}</span>
            <span className="text-sm text-soft">{t(`does.${one}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
