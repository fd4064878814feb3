import type { Currency } from '../../../../kernel/money.ts'
import { priceOf } from '../../../../stores/screens/price.ts'
import { noWall, sentWall, type Wall } from '../../../../stores/screens/wall.ts'

/** A new coupon as it is typed. */
export interface CouponDraft {
  readonly name: string
  readonly code: string
  readonly kind: 'amount' | 'percent'
  readonly value: string
  readonly cap: string
  readonly least: string
  /** Undefined: all. */
  readonly productIds: readonly string[] | undefined
  readonly validFrom: Wall
  readonly validUntil: Wall
  readonly uses: string
  readonly each: string
  readonly isShown: boolean
}

export const firstCoupon: CouponDraft = {
  ...{ name: '', code: '', kind: 'amount', value: '', cap: '', least: '', productIds: undefined },
  ...{ validFrom: noWall, validUntil: noWall, uses: '100', each: '1', isShown: false },
}

export type CouponField = 'name' | 'code' | 'value' | 'cap' | 'least' | 'uses' | 'each' | 'products'

const wholeOf = (typed: string, most: number): number | undefined =>
  /^\d{1,7}$/.test(typed.trim()) && Number(typed) >= 1 && Number(typed) <= most
    ? Number(typed)
    : undefined

/** Which fields are wrong; dates say so themselves. */
export function wrongCoupon(draft: CouponDraft, currency: Currency): ReadonlySet<CouponField> {
  const { name, code, kind, value, cap, least, productIds, uses, each } = draft
  const checks: readonly (readonly [CouponField, boolean])[] = [
    ['name', name.trim() !== ''],
    ['code', code === '' || /^[A-Za-z0-9가-힣-]{4,40}$/.test(code)],
    ['value', Boolean(kind === 'amount' ? priceOf(value, currency) : wholeOf(value, 100))],
    ['cap', kind === 'amount' || cap === '' || Boolean(priceOf(cap, currency))],
    ['least', least === '' || priceOf(least, currency) !== undefined],
    ['products', productIds?.length !== 0],
    ['uses', wholeOf(uses, 1_000_000) !== undefined],
    ['each', each === '' || wholeOf(each, 100) !== undefined],
  ]
  return new Set(checks.flatMap(([field, isRight]) => (isRight ? [] : field)))
}

/** The body of a request; undefined while something is missing or wrong. */
export function couponOf(draft: CouponDraft, currency: Currency) {
  const [validFrom, validUntil] = [sentWall(draft.validFrom), sentWall(draft.validUntil)]
  if (wrongCoupon(draft, currency).size > 0 || !validFrom || !validUntil) return undefined
  const { name, code, kind, value, cap, least, productIds, uses, each } = draft
  return {
    ...{ name: name.trim(), kind, validFrom, validUntil },
    value: (kind === 'amount' ? priceOf(value, currency) : Number(value)) ?? 0,
    ...(code && { code }),
    ...(kind === 'percent' && cap && { most: priceOf(cap, currency) ?? 0 }),
    ...(least && { least: priceOf(least, currency) ?? 0 }),
    ...(productIds && { productIds: [...productIds] }),
    usesMost: Number(uses),
    ...(draft.isShown && { isShown: true }),
    perPerson: each === '' ? null : Number(each),
  }
}
