import { Field } from '../../../web/kit/field.tsx'
import type { ConfirmedBy } from './factor-query.ts'
import { useFactorText } from './text.ts'

export interface Confirmation {
  readonly password: string
  readonly code: string
}

export const unconfirmed: Confirmation = { password: '', code: '' }

/** What is asked for: a password, a code, or both. */
export interface Asked {
  readonly password: boolean
  readonly code: boolean
}

export const askedBy = (by: ConfirmedBy): Asked => ({
  password: by === 'password',
  code: by === 'code',
})

export const isFilled = ({ password, code }: Confirmation, asked: Asked): boolean =>
  (!asked.password || password !== '') && (!asked.code || code.trim() !== '')

/** Only what was asked for is sent. */
export const sentOf = ({ password, code }: Confirmation, asked: Asked) => ({
  ...(asked.password && { password }),
  ...(asked.code && { code }),
})

interface ConfirmFieldsProps {
  readonly asked: Asked
  readonly typed: Confirmation
  readonly isTried: boolean
  readonly onChange: (part: Partial<Confirmation>) => void
}

/** By what somebody shows that the account is theirs. */
export function ConfirmFields({ asked, typed, isTried, onChange }: ConfirmFieldsProps) {
  const t = useFactorText()
  return (
    <>
      {asked.password ? (
        <Field
          name="password"
          type="password"
          label={t('confirm.password')}
          required
          autoComplete="current-password"
          value={typed.password}
          error={isTried && !typed.password ? t('confirm.noPassword') : undefined}
          onChange={({ target }) => onChange({ password: target.value })}
        />
      ) : null}
      {asked.code ? (
        <Field
          name="code"
          label={t('confirm.code')}
          hint={t('confirm.codeHint')}
          required
          autoComplete="one-time-code"
          value={typed.code}
          error={isTried && !typed.code.trim() ? t('confirm.noCode') : undefined}
          onChange={({ target }) => onChange({ code: target.value })}
        />
      ) : null}
      {asked.password || asked.code ? null : <p className="text-soft">{t('confirm.recent')}</p>}
    </>
  )
}
