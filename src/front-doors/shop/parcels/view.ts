import type { Static } from 'typebox'
import type { LineDescription } from '../../../bookings/door.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Currency } from '../../../kernel/money.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import { pictureView } from '../../../stores/pictures/view.ts'
import { describeStock } from '../products/lines.ts'
import { variantOf } from '../products/rules.ts'
import type { Return } from '../returns/queries.ts'
import { payerOf } from '../returns/rules.ts'
import { trackingUrl } from './carrier-rules.ts'
import type { GoodsLine } from './queries.ts'
import { asOf, leftToPack, type Parcel, type ParcelLine, stateAt } from './rules.ts'
import type * as shapes from './shapes.ts'

const textOf = (at: Date | null): string | null => at?.toISOString() ?? null

export function parcelView(parcel: Parcel, now: Date): Static<typeof shapes.ParcelView> {
  const { id, number, carrier, trackingNumber, packedAt, shippedAt, lines } = parcel
  const { deliveredAt, confirmedAt } = asOf(parcel, now)
  return {
    parcelId: id,
    ...{ number, state: stateAt(parcel, now), carrier, trackingNumber },
    trackingUrl: carrier && trackingUrl(carrier, trackingNumber),
    packedAt: packedAt.toISOString(),
    shippedAt: textOf(shippedAt),
    deliveredAt: textOf(deliveredAt),
    confirmedAt: textOf(confirmedAt),
    lines: lines.map(({ placeId, quantity }) => ({ placeId, quantity })),
  }
}

/** What lines of goods are called: one unit, without a number. */
export type Named = ReadonlyMap<string, LineDescription>

/** Names each place once: one statement. */
export async function namesOf(
  on: Queryable,
  storeId: Id<'Store'>,
  goods: readonly GoodsLine[],
): Promise<Named> {
  const byPlace = new Map(goods.map((line) => [line.placeId, line]))
  const lines = [...byPlace.values()].map(({ placeId, key, unitPrice, taxFree }) => ({
    ...{ storeId, placeId, key, unitPrice, taxFree, quantity: 1, bought: 1, discount: 0 },
    ...{ startsAt: null, isAside: false, pricing: { means: null, per: null } },
  }))
  const described = await describeStock(on, lines)
  return new Map(lines.map(({ placeId }, at) => [placeId, described[at] as LineDescription]))
}

/** `머그컵 · 파랑 2개` of `머그컵 · 파랑 1개`. */
export function whatOf(names: Named, { placeId, quantity }: ParcelLine) {
  const one = names.get(placeId)?.what
  const ko = (one?.ko ?? '').replace(/ 1개$/, '')
  const en = one?.en ?? ''
  return { ko: `${ko} ${quantity}개`, en: `${en} × ${quantity}` }
}

/** Without its quantity. */
export function titleOfGoods(names: Named, placeId: string) {
  const one = names.get(placeId)?.what
  return { ko: (one?.ko ?? '').replace(/ 1개$/, ''), en: one?.en ?? '' }
}

export function goodsView(
  storeId: Id<'Store'>,
  line: GoodsLine,
  names: Named,
  currency: Currency,
): Static<typeof shapes.GoodsView> {
  const { placeId, key, quantity, packed, canceled } = line
  const image = names.get(placeId)?.image
  return {
    ...{ placeId, quantity, packed, canceled, variantId: variantOf(key) },
    left: leftToPack(line),
    what: titleOfGoods(names, placeId),
    image: image ? pictureView(storeId, image) : null,
    unitPrice: { amount: line.unitPrice, currency },
  }
}

export function returnView(
  given: Return,
  names: Named,
  { currency, exchangeFor }: { readonly currency: Currency; readonly exchangeFor: string | null },
): Static<typeof shapes.ReturnView> {
  const { id, orderId, kind, state, reason, detail, refusal, exchangeOrderId, lines } = given
  const money = (amount: number) => ({ amount, currency })
  const { fee, returnFee, firstLeg, refundedBefore, refund, way, sendTo, feeHow, feeReceived } =
    given
  return {
    returnId: id,
    ...{ orderId, kind, state, reason, detail, refusal, exchangeOrderId, exchangeFor },
    quote: {
      goods: money(kind === 'exchange' ? 0 : refund + refundedBefore + returnFee + firstLeg - fee),
      fee: money(fee),
      returnFee: money(returnFee),
      firstLeg: money(firstLeg),
      refundedBefore: money(refundedBefore),
      refund: money(refund),
      paidBy: payerOf(reason),
    },
    ...{ way, sendTo, feeHow, feeReceived },
    requestedAt: given.requestedAt.toISOString(),
    collectedAt: textOf(given.collectedAt),
    refundDueAt: textOf(given.refundDueAt),
    endedAt: textOf(given.endedAt),
    lines: lines.map(({ placeId, quantity }) => ({
      ...{ placeId, quantity, what: titleOfGoods(names, placeId) },
    })),
  }
}
