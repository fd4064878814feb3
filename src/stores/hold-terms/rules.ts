import { problem } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'

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

/** How many no-shows a store may ask for, at most, before it refuses a guest. */
export const NO_SHOWS_MOST = 5
/** No-shows that are older do not count. */
export const NO_SHOW_DAYS = 365
export const noShowsSince = (now: Date): Date => later(now, -NO_SHOW_DAYS * 24 * 60 * 60)

/** `noShows`: how many are counted, in `days`. */
export const noShowsReached = problem<{ noShows: number; days: number }>(
  'no-shows-reached',
  'forbidden',
  {
    ko: '이 매장은 노쇼가 반복된 손님의 온라인 예약을 받지 않아요. 예약하려면 매장에 직접 문의해 주세요.',
    en: 'This store takes no online bookings from guests who repeatedly did not come. Please ask the store directly.',
  },
)

export const VERIFY_AT = '/v1/me/verified-phone/code'
