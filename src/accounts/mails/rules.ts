import { problem } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'
import type { Farewell } from './farewell-rules.ts'

/**
 * Mails about an account itself.
 *
 *   confirm           to an address that nobody has verified: its link verifies it
 *   reset             its link sets a new password
 *   change            to a new address: its link makes it the account's
 *   changed           to the old one: its link takes the change back
 *
 *   left              to who has left; nothing of it is kept once it is over
 *
 * The others have no link: they say that something has changed.
 */
export type AccountMailKind = 'confirm' | 'reset' | 'change' | 'changed' | 'left' | Notice

/** What is said of a change, to a verified address. */
export type Notice =
  | 'password-changed'
  | 'connected'
  | 'disconnected'
  | 'phone-taken'
  | 'second-factor-on'
  | 'second-factor-off'
  | 'recovery-code-used'
  | 'passkey-added'
  | 'passkey-removed'

const linked: readonly AccountMailKind[] = ['confirm', 'reset', 'change', 'changed']
const isNotice = (kind: AccountMailKind): kind is Notice =>
  kind !== 'left' && !linked.includes(kind)

const MINUTE = 60
const DAY = 24 * 60 * MINUTE

/** A last mail that cannot be sent for so long is given up, with its address. */
export const FAREWELL_DAYS = 1

/** How long a link works. */
export const LINK_SECONDS: Readonly<Record<AccountMailKind, number>> = {
  confirm: 3 * DAY,
  reset: 30 * MINUTE,
  change: DAY,
  changed: 7 * DAY,
  left: FAREWELL_DAYS * DAY,
  'password-changed': DAY,
  'second-factor-on': DAY,
  'second-factor-off': DAY,
  'recovery-code-used': DAY,
  'passkey-added': DAY,
  'passkey-removed': DAY,
  connected: DAY,
  disconnected: DAY,
  'phone-taken': DAY,
}

/** Of links that set a new password. A new address alone proves nothing of an account. */
export const setsPassword = (kind: AccountMailKind): boolean =>
  kind === 'confirm' || kind === 'reset' || kind === 'changed'

/** Of links that the account itself follows, signed in. */
export const verifies = (kind: AccountMailKind): boolean => kind === 'confirm' || kind === 'change'

export const linkEnded = problem('link-ended', 'gone', {
  ko: '이미 사용했거나 기한이 지난 링크예요. 새 메일을 요청해 주세요.',
  en: 'This link was used already or has expired. Please ask for a new mail.',
})
export const linkOfAnother = problem('link-of-another', 'forbidden', {
  ko: '다른 계정의 링크예요. 메일을 요청한 계정으로 로그인해 주세요.',
  en: 'This link is of another account. Please sign in with the account that asked for the mail.',
})

/** A mail that is taken for a try. */
export interface DueAccountMail {
  readonly id: string
  readonly accountId: string | null
  readonly kind: AccountMailKind
  readonly email: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly takenAt: Date
  readonly tries: number
  /** Of `left` only: its account is gone when it is written. */
  readonly said: Farewell | null
}

/** The account that a mail is about, as it is when the mail is written. */
export interface Addressee {
  readonly id: string
  readonly email: string
  readonly isVerified: boolean
  readonly isAddressLost: boolean
  readonly createdAt: Date
}

/** What a mail says: `known` is that the address has an account already. */
export type Said = Exclude<AccountMailKind, 'left'> | 'known'

/**
 * What is written, as things are when it is sent; undefined when it no longer applies.
 *
 * @param holder the account that verified the address, if one has
 */
export function saidOf(
  { kind, email, expiresAt, takenAt }: Omit<DueAccountMail, 'said'>,
  account: Addressee | undefined,
  holder: { readonly id: string } | undefined,
): Said | undefined {
  if (!account || kind === 'left' || expiresAt <= takenAt) return undefined
  const isOwn = account.email === email && !account.isAddressLost
  if (kind === 'changed') return kind
  if (isNotice(kind)) return isOwn && account.isVerified ? kind : undefined
  if (kind === 'reset') return isOwn ? (account.isVerified ? 'reset' : 'confirm') : undefined
  if (kind === 'confirm' && (account.isVerified || !isOwn)) return undefined
  if (holder) return holder.id === account.id ? undefined : 'known'
  return kind
}

export const linkEndsAt = (kind: AccountMailKind, now: Date): Date => later(now, LINK_SECONDS[kind])
