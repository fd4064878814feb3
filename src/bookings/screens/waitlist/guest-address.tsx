import { useState } from 'react'
import { readEmail } from '../../../kernel/email.ts'
import { Field } from '../../../web/kit/field.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useMe } from '../../../web/session.ts'
import { contactQuery, keepContact } from '../booking/guest-contact.ts'
import { useWaitlistText } from './text.ts'

export interface GuestAddress {
  readonly typed: string
  readonly isWrong: boolean
  readonly type: (email: string) => void
  /** Whether it is an address; from now on a wrong one is marked. */
  readonly check: () => boolean
  /** Keeps it where it is another one than the server has. */
  readonly keep: () => ReturnType<typeof keepContact> | undefined
}

/** Where whoever waits without an account is told; undefined for all others. */
export function useGuestAddress(): GuestAddress | undefined {
  const client = useQueryClient()
  const isGuest = useMe()?.isGuest ?? false
  const { data } = useQuery({ ...contactQuery, enabled: isGuest })
  const [own, type] = useState<string>()
  const [isTried, setTried] = useState(false)
  if (!isGuest) return undefined
  const kept = data?.email ?? ''
  const typed = own ?? kept
  const email = readEmail(typed)
  const check = () => {
    setTried(true)
    return email !== undefined
  }
  const keep = () => {
    if (email === undefined || email === kept) return undefined
    return keepContact(email, null).finally(() =>
      client.invalidateQueries({ queryKey: contactQuery.queryKey }),
    )
  }
  return { typed, isWrong: isTried && email === undefined, type, check, keep }
}

export function GuestAddressField({ address }: { readonly address: GuestAddress }) {
  const t = useWaitlistText()
  return (
    <Field
      name="email"
      type="email"
      inputMode="email"
      required
      label={t('email')}
      hint={t('emailHint')}
      autoComplete="email"
      value={address.typed}
      error={address.isWrong ? t('emailWrong') : undefined}
      onChange={({ target }) => address.type(target.value)}
    />
  )
}
