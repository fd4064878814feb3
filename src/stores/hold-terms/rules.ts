import { problem } from '../../kernel/problem.ts'

/** What a store asks before it holds something that is not paid yet. */
export interface HoldTerms {
  /** The buyer has proven a mobile number. */
  readonly phone: boolean
  /** A payment is started within three minutes; then the door's usual time counts. */
  readonly payAtOnce: boolean
}

/** How long a store that asks to pay at once holds something before a payment is started. */
export const AT_ONCE_SECONDS = 3 * 60

/** `verifyAt`: where a code is asked for, and then proven one level up. */
export const phoneNotVerified = problem<{ verifyAt: string }>('phone-not-verified', 'forbidden', {
  ko: '이 매장은 휴대전화 인증 후 이용할 수 있어요. 인증하고 다시 시도해 주세요.',
  en: 'This store asks for a verified mobile number. Verify yours, then try again.',
})

export const VERIFY_AT = '/v1/me/verified-phone/code'
