import { type Problem, problem } from '../../kernel/problem.ts'
import type { AccountMailKind } from '../mails/rules.ts'

export const addressVerified = problem('address-verified', 'conflict', {
  ko: '이미 인증한 이메일이에요.',
  en: 'This e-mail address is verified already.',
})
export const addressLost = problem('address-lost', 'conflict', {
  ko: '이 이메일은 다른 계정에서 인증했어요. 사용할 이메일을 새로 등록해 주세요.',
  en: 'Another account has verified this e-mail address. Please enter one of your own.',
})
export const addressSame = problem('address-same', 'conflict', {
  ko: '지금 쓰고 있는 이메일이에요.',
  en: 'This already is your e-mail address.',
})

export const linkOfNewcomer = problem('link-of-newcomer', 'conflict', {
  ko: '이 이메일로 결제한 계정이 따로 있어요. 비밀번호 재설정 메일을 새로 받아 주세요.',
  en: 'Another account with this e-mail address has paid for something. Please ask for a new mail to reset its password.',
})

/** What a link proves, and for which account it was sent. */
export interface ProvingLink {
  readonly kind: AccountMailKind
  readonly accountId: string
  readonly email: string
}

/**
 * Whether a link verifies its address for somebody who is signed in: for the account that asked for it, and a
 * confirmation also for any other that names the address. Who follows it reads the mails of the address.
 */
export const mayVerify = (
  { kind, accountId, email }: ProvingLink,
  account: { readonly id: string; readonly email: string; readonly isVerified: boolean },
): boolean =>
  accountId === account.id || (kind === 'confirm' && !account.isVerified && account.email === email)

/**
 * Whether an account takes its address from all others that name it, by a link alone. One that has never paid
 * takes it from none that has: the reset is mailed for those. Problem: link-of-newcomer.
 */
export const mayTakeOver = (
  { isVerified, hasPaid }: { readonly isVerified: boolean; readonly hasPaid: boolean },
  others: readonly { readonly hasPaid: boolean }[],
): true | Problem =>
  !isVerified && !hasPaid && others.some((one) => one.hasPaid) ? linkOfNewcomer() : true

/** An account that nobody verified, and that has nothing, is removed after so many days. */
export const UNVERIFIED_DAYS = 30
