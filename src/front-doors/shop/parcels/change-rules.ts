import type { Id } from '../../../kernel/id.ts'
import { type Problem, problem } from '../../../kernel/problem.ts'
import { leftToPack, type Parcel, type ParcelLine, type SoldLine } from './rules.ts'

// What becomes of parcels when units of their order are canceled, and what is not canceled because of them.

export const exchangeStands = problem('exchange-stands', 'conflict', {
  ko: '교환으로 보내는 상품의 주문이에요. 교환 신청을 거부하거나, 처음 주문을 취소해 환불해 주세요.',
  en: 'These goods are sent in exchange. Refuse the exchange, or cancel and refund the first order.',
})
export const goodsInReturn = problem<{ placeId: string }>('goods-in-return', 'conflict', {
  ko: '반품·교환이 진행 중인 수량이 포함되어 있어요. 반품·교환을 먼저 끝내거나 주문 전체를 취소해 주세요.',
  en: 'Some of these units are in a return or an exchange. End that first, or cancel the whole order.',
})
export const alreadyPacked = problem('already-packed', 'conflict', {
  ko: '상품을 이미 포장해 취소할 수 없어요. 상품을 받은 뒤 반품을 신청해 주세요.',
  en: 'This order is packed already and can no longer be canceled. You can return it once it has arrived.',
})
export const alreadyShipped = problem('already-shipped', 'conflict', {
  ko: '상품이 이미 발송되어 취소할 수 없어요. 상품을 받은 뒤 반품을 신청해 주세요.',
  en: 'This order has been shipped and can no longer be canceled. You can return it once it has arrived.',
})
export const isExchange = problem('order-is-exchange', 'conflict', {
  ko: '교환으로 받는 상품은 취소할 수 없어요. 상품을 받은 뒤 반품을 신청해 주세요.',
  en: 'What you get in exchange cannot be canceled. You can return it once it has arrived.',
})

/** Those of `refuseCancel`, and of units that are in a return. */
export const cancelProblems = [
  ...[isExchange, alreadyShipped, alreadyPacked],
  ...[exchangeStands, goodsInReturn],
] as const

/**
 * Why a buyer cannot cancel units of an order any more.
 *
 * @param asked undefined: all of the order
 */
export function refuseCancel(
  order: { readonly isExchange: boolean; readonly lines: readonly SoldLine[] },
  parcels: readonly Pick<Parcel, 'shippedAt'>[],
  asked: readonly ParcelLine[] | undefined,
): Problem | undefined {
  if (order.isExchange) return isExchange()
  const isUnpacked = asked?.every(({ placeId, quantity }) => {
    const line = order.lines.find((one) => one.placeId === placeId)
    // What is no goods, like a table of the same order, goes into no parcel.
    return !line || quantity <= leftToPack(line)
  })
  if (parcels.length === 0 || isUnpacked) return undefined
  return parcels.some(({ shippedAt }) => shippedAt) ? alreadyShipped() : alreadyPacked()
}

/** Whether no parcel of an order has gone out, nor will once these units are given back. */
export const nothingIsSent = (
  lines: readonly (SoldLine & { readonly givenBack: number })[],
  parcels: readonly Pick<Parcel, 'shippedAt'>[],
  asked: readonly ParcelLine[],
): boolean =>
  parcels.every(({ shippedAt }) => shippedAt === null) &&
  lines.every(({ placeId, quantity, givenBack }) => {
    const units = asked.find((one) => one.placeId === placeId)?.quantity ?? 0
    return quantity - givenBack <= units
  })

/** What was sold, and how many of it may be in parcels: what was not given back, and what was returned. */
export interface PackableLine {
  readonly placeId: Id<'Place'>
  readonly packable: number
}

/**
 * The packed parcels that have units which were given back, with what is left in them; the latest ones
 * lose theirs first. What was shipped stays.
 */
export function unpackGone<Packed extends Pick<Parcel, 'shippedAt' | 'number' | 'lines'>>(
  lines: readonly PackableLine[],
  parcels: readonly Packed[],
): readonly Packed[] {
  const left = new Map(lines.map(({ placeId, packable }) => [placeId, packable]))
  const take = (one: ParcelLine): ParcelLine => {
    const has = Math.max(0, left.get(one.placeId) ?? 0)
    const quantity = Math.min(has, one.quantity)
    left.set(one.placeId, (left.get(one.placeId) ?? 0) - one.quantity)
    return { ...one, quantity }
  }
  const byNumber = parcels.toSorted((one, other) => one.number - other.number)
  for (const { lines: sent } of byNumber.filter(({ shippedAt }) => shippedAt)) sent.forEach(take)
  return byNumber
    .filter(({ shippedAt }) => !shippedAt)
    .map((parcel) => ({ before: parcel, after: { ...parcel, lines: parcel.lines.map(take) } }))
    .filter(({ before, after }) =>
      after.lines.some(({ quantity }, at) => quantity !== before.lines[at]?.quantity),
    )
    .map(({ after }) => ({ ...after, lines: after.lines.filter(({ quantity }) => quantity > 0) }))
}
