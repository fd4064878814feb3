import type { Money } from '../../../kernel/money.ts'
import { type Problem, problem } from '../../../kernel/problem.ts'

/**
 * Coupons: a discount on the goods of an order, by code. What is left of one is a place, held with the
 * order (`coupon/<id>`), and what is left to one person is another (`coupon/<id>/<account>`).
 */
export interface Coupon {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly kind: 'amount' | 'percent'
  /** Minor units, or whole percents. */
  readonly value: number
  /** The most that a percentage takes off; null: no cap. */
  readonly most: number | null
  /** What the goods it is for must cost before it. */
  readonly least: number
  /** Null: for all goods. */
  readonly productIds: readonly string[] | null
  readonly validFrom: Date
  readonly validUntil: Date
  readonly usesMost: number
  /** Null: any number. */
  readonly perPerson: number | null
  /** Shown to every buyer, with its code. */
  readonly isShown: boolean
  readonly isPaused: boolean
  readonly endedAt: Date | null
}

/** Wrong codes of an account, or of an address, in an hour. */
export const WRONG_BY_ACCOUNT = 10
export const WRONG_BY_ADDRESS = 60

export const couponMissing = problem('coupon-missing', 'missing', {
  ko: '쿠폰을 찾을 수 없어요.',
  en: 'There is no such coupon.',
})
export const couponCodeTaken = problem('coupon-code-taken', 'conflict', {
  ko: '이미 사용하고 있는 쿠폰 코드예요.',
  en: 'Another coupon of this shop has that code.',
})
export const couponDatesWrong = problem('coupon-dates-wrong', 'invalid', {
  ko: '쿠폰 종료 시각은 시작 시각보다 늦어야 해요.',
  en: 'A coupon must end after it begins.',
})
export const couponValueWrong = problem('coupon-value-wrong', 'invalid', {
  ko: '할인율은 1%에서 100% 사이로 입력해 주세요.',
  en: 'A percentage must be between 1 and 100.',
})
export const couponEnded = problem('coupon-ended', 'conflict', {
  ko: '이미 종료한 쿠폰이에요.',
  en: 'This coupon has been ended.',
})
export const couponWrong = problem('coupon-wrong', 'conflict', {
  ko: '사용할 수 없는 쿠폰 코드예요. 코드를 다시 확인해 주세요.',
  en: 'This coupon code is not valid. Please check it.',
})
export const couponPaused = problem('coupon-paused', 'conflict', {
  ko: '지금은 사용할 수 없는 쿠폰이에요.',
  en: 'This coupon cannot be used at the moment.',
})
export const couponNotYet = problem<{ validFrom: string }>('coupon-not-yet', 'conflict', {
  ko: '아직 사용 기간이 시작되지 않은 쿠폰이에요.',
  en: 'This coupon is not valid yet.',
})
export const couponOver = problem('coupon-over', 'conflict', {
  ko: '사용 기간이 끝난 쿠폰이에요.',
  en: 'This coupon has expired.',
})
export const couponNeedsAccount = problem('coupon-needs-account', 'conflict', {
  ko: '회원만 사용할 수 있는 쿠폰이에요. 로그인한 뒤 다시 시도해 주세요.',
  en: 'This coupon needs an account. Please sign in first.',
})
export const couponElsewhere = problem('coupon-elsewhere', 'conflict', {
  ko: '담은 상품에는 사용할 수 없는 쿠폰이에요.',
  en: 'This coupon is for other products.',
})
export const couponLeast = problem<{ least: Money; missing: Money }>('coupon-least', 'conflict', {
  ko: '쿠폰을 사용할 수 있는 최소 금액에 미치지 못해요.',
  en: 'The goods cost less than this coupon asks for.',
})
export const couponUsedUp = problem('coupon-used-up', 'conflict', {
  ko: '준비한 수량이 모두 소진된 쿠폰이에요.',
  en: 'All uses of this coupon are gone.',
})
export const couponUsedByYou = problem('coupon-used-by-you', 'conflict', {
  ko: '한 사람이 쓸 수 있는 횟수를 모두 사용한 쿠폰이에요.',
  en: 'You have used this coupon as often as one person may.',
})
export const tooManyCoupons = problem('too-many-coupon-codes', 'limited', {
  ko: '쿠폰 코드를 너무 여러 번 잘못 입력했어요. 한 시간 뒤에 다시 시도해 주세요.',
  en: 'Too many wrong coupon codes. Please try again in an hour.',
})

export const couponKey = (id: string): string => `coupon/${id}`
/** The place of one person's uses. */
export const couponKeyOf = (id: string, accountId: string): string => `coupon/${id}/${accountId}`
export const COUPON_PREFIX = 'coupon/'

/** A code as it is compared: however it is typed. */
export const codeText = (typed: string): string =>
  typed.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()

/** Goods of an order, as far as a coupon needs them. */
export interface CouponLine {
  /** Null: it is no product of the shop, and no coupon is for it. */
  readonly productId: string | null
  /** Unit price times quantity, in minor units. */
  readonly amount: number
}

/**
 * What a coupon takes off each line; 0 where it does not.
 * Problems in order: coupon-over (ended), coupon-paused, coupon-not-yet, coupon-over, coupon-needs-account,
 * coupon-elsewhere, coupon-least.
 */
export function discountsOf(
  coupon: Coupon,
  lines: readonly CouponLine[],
  { isGuest, currency }: { readonly isGuest: boolean; readonly currency: Money['currency'] },
  now: Date,
): readonly number[] | Problem {
  const refused = refusedAt(coupon, isGuest, now)
  if (refused) return refused
  const missing = missingFor(coupon, lines)
  if (missing === undefined) return couponElsewhere()
  if (missing > 0) {
    const money = (amount: number) => ({ amount, currency })
    return couponLeast({ least: money(coupon.least), missing: money(missing) })
  }
  const eligible = eligibleOf(coupon, lines)
  return sharesOf(worthOf(coupon, sumOf(eligible)), eligible)
}

/** How much more the goods that a coupon is for must cost, in minor units; undefined: there are none. */
export function missingFor(
  coupon: Pick<Coupon, 'productIds' | 'least'>,
  lines: readonly CouponLine[],
): number | undefined {
  const sum = sumOf(eligibleOf(coupon, lines))
  return sum === 0 ? undefined : Math.max(0, coupon.least - sum)
}

const eligibleOf = (coupon: Pick<Coupon, 'productIds'>, lines: readonly CouponLine[]) =>
  lines.map((line) => (isFor(coupon, line) ? line.amount : 0))

function refusedAt(coupon: Coupon, isGuest: boolean, now: Date): Problem | undefined {
  if (coupon.endedAt) return couponOver()
  if (coupon.isPaused) return couponPaused()
  if (now < coupon.validFrom) return couponNotYet({ validFrom: coupon.validFrom.toISOString() })
  if (now >= coupon.validUntil) return couponOver()
  return isGuest && coupon.perPerson !== null ? couponNeedsAccount() : undefined
}

const isFor = ({ productIds }: Pick<Coupon, 'productIds'>, { productId }: CouponLine): boolean =>
  productId !== null && (productIds === null || productIds.includes(productId))

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, one) => sum + one, 0)

/** What it takes off goods that cost this much; a percentage is rounded down. */
export function worthOf({ kind, value, most }: Coupon, sum: number): number {
  if (kind === 'amount') return Math.min(value, sum)
  const part = Number((BigInt(sum) * BigInt(value)) / 100n)
  return Math.min(part, most ?? part)
}

/**
 * Divides a discount among lines by what they cost: each gets its part rounded down, and what is left
 * goes to the largest remainders, of equal ones to the first line. No line gets more than it costs.
 *
 * @param discount at most the sum of the amounts
 */
export function sharesOf(discount: number, amounts: readonly number[]): readonly number[] {
  const sum = BigInt(sumOf(amounts))
  if (sum === 0n) return amounts.map(() => 0)
  const exact = amounts.map((amount) => BigInt(discount) * BigInt(amount))
  const shares = exact.map((part) => Number(part / sum))
  const remainders = exact.map((part, at) => ({ at, rest: part % sum }))
  const first = remainders.toSorted((a, b) =>
    a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1,
  )
  let left = discount - sumOf(shares)
  for (const { at } of first) {
    if (left === 0) break
    shares[at] = (shares[at] ?? 0) + 1
    left -= 1
  }
  return shares
}

/** Whether these facts make a coupon. Problems in order: coupon-dates-wrong, coupon-value-wrong. */
export function checkCoupon(
  coupon: Pick<Coupon, 'kind' | 'value' | 'validFrom' | 'validUntil'>,
): Problem | undefined {
  if (coupon.validUntil <= coupon.validFrom) return couponDatesWrong()
  return coupon.kind === 'percent' && coupon.value > 100 ? couponValueWrong() : undefined
}
