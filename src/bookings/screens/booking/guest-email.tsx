import { Field } from '../../../web/kit/field.tsx'
import { useBookingText } from './text.ts'
import type { Booker } from './use-booker.ts'

/** Where mails about the booking go, of whoever books without an account; it may be left empty. */
export function GuestEmail({ booker: { email } }: { readonly booker: Booker }) {
  const t = useBookingText()
  if (!email) return null
  return (
    <Field
      name="email"
      type="email"
      inputMode="email"
      label={t('booker.email')}
      hint={t('booker.emailHint')}
      autoComplete="email"
      value={email.typed}
      error={email.isWrong ? t('booker.emailWrong') : undefined}
      onChange={({ target }) => email.type(target.value)}
    />
  )
}
