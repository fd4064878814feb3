import type { Id } from '../../../kernel/id.ts'
import { type Problem, problem } from '../../../kernel/problem.ts'
import { later } from '../../../kernel/time.ts'
import { type Carrier, trackingNumberOf } from './carrier-rules.ts'

/**
 * A parcel: units of lines of an order that travel together.
 *
 *   packed ── ship ──▶ shipped ── deliver ──▶ delivered ── confirm ──▶ confirmed
 *     └─ unpack: gone          └ or 7 days              └ or 7 days
 *
 * What the clock does, it does for every reader at that instant (`asOf`); a job only writes it down.
 */
export interface Parcel {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Parcel'>
  readonly orderId: Id<'Order'>
  /** 1, 2, … within its order. */
  readonly number: number
  /** Null until it is shipped. */
  readonly carrier: Carrier | null
  /** Null also where nobody tracks it. */
  readonly trackingNumber: string | null
  readonly packedAt: Date
  readonly shippedAt: Date | null
  readonly deliveredAt: Date | null
  readonly confirmedAt: Date | null
  readonly lines: readonly ParcelLine[]
}

export interface ParcelLine {
  readonly placeId: Id<'Place'>
  readonly quantity: number
}

/** The same units, each place named once. */
export const merged = (lines: readonly ParcelLine[]): readonly ParcelLine[] =>
  [...Map.groupBy(lines, ({ placeId }) => placeId)].map(([placeId, some]) => ({
    placeId,
    quantity: some.reduce((sum, { quantity }) => sum + quantity, 0),
  }))

export type ParcelState = 'packed' | 'shipped' | 'delivered' | 'confirmed'

export const DAY_SECONDS = 86_400
/** A parcel that nobody reports on has arrived by then. */
export const DELIVERED_AFTER_SECONDS = 7 * DAY_SECONDS
/** A buyer who says nothing has confirmed by then. */
export const CONFIRMED_AFTER_SECONDS = 7 * DAY_SECONDS

export const parcelMissing = problem('parcel-missing', 'missing', {
  ko: '택배를 찾을 수 없어요.',
  en: 'There is no such parcel.',
})
export const notPaid = problem('order-not-paid', 'conflict', {
  ko: '결제가 완료된 주문만 포장할 수 있어요.',
  en: 'Only orders that were paid for can be packed.',
})
export const nothingToPack = problem('nothing-to-pack', 'conflict', {
  ko: '포장할 상품이 남아 있지 않아요.',
  en: 'Nothing of this order is left to pack.',
})
export const tooManyPacked = problem<{ placeId: string; left: number }>(
  'too-many-packed',
  'conflict',
  {
    ko: '주문한 수량보다 많이 포장할 수 없어요.',
    en: 'That is more than is left to pack of this order.',
  },
)
export const orderCanceled = problem('parcel-order-canceled', 'conflict', {
  ko: '취소되어 환불한 주문이에요. 포장하거나 발송하지 마세요.',
  en: 'This order was canceled and refunded: it must neither be packed nor shipped.',
})
export const exchangeWaits = problem('exchange-waits', 'conflict', {
  ko: '교환할 상품을 회수해 검수한 뒤에 포장할 수 있어요.',
  en: 'An exchange is packed once the goods that come back were checked.',
})
export const parcelNotPacked = problem('parcel-shipped-already', 'conflict', {
  ko: '이미 발송한 택배예요.',
  en: 'This parcel has been shipped already.',
})
export const parcelNotShipped = problem('parcel-not-shipped', 'conflict', {
  ko: '아직 발송하지 않은 택배예요.',
  en: 'This parcel has not been shipped yet.',
})
export const trackingNumberUnfit = problem('tracking-number-unfit', 'invalid', {
  ko: '운송장 번호를 다시 확인해 주세요. 택배사의 번호 형식과 달라요.',
  en: 'Check the tracking number: this carrier has no such numbers.',
})

export const trackingNumberMissing = problem('tracking-number-missing', 'invalid', {
  ko: '운송장 번호를 입력해 주세요.',
  en: 'Enter the tracking number.',
})

/** The parcel as every reader must see it at `now`. */
export function asOf<Seen extends Pick<Parcel, 'shippedAt' | 'deliveredAt' | 'confirmedAt'>>(
  parcel: Seen,
  now: Date,
): Seen {
  const { shippedAt } = parcel
  if (!shippedAt) return parcel
  const deliveredAt = parcel.deliveredAt ?? dueAt(shippedAt, DELIVERED_AFTER_SECONDS, now)
  const confirmedAt =
    parcel.confirmedAt ?? (deliveredAt && dueAt(deliveredAt, CONFIRMED_AFTER_SECONDS, now))
  return { ...parcel, deliveredAt, confirmedAt }
}

function dueAt(from: Date, seconds: number, now: Date): Date | null {
  const due = later(from, seconds)
  return due <= now ? due : null
}

export function stateAt(parcel: Parcel, now: Date): ParcelState {
  const { shippedAt, deliveredAt, confirmedAt } = asOf(parcel, now)
  if (confirmedAt) return 'confirmed'
  if (deliveredAt) return 'delivered'
  return shippedAt ? 'shipped' : 'packed'
}

/** A line of an order, and what has become of its units. */
export interface SoldLine {
  readonly placeId: Id<'Place'>
  readonly quantity: number
  readonly packed: number
  /** Given back without ever having been packed. */
  readonly canceled: number
}

export const leftToPack = ({ quantity, packed, canceled }: SoldLine): number =>
  Math.max(0, quantity - canceled - packed)

/**
 * What goes into a new parcel; everything that is left unless said otherwise.
 * Problems in order: parcel-order-canceled, order-not-paid, exchange-waits, nothing-to-pack, too-many-packed.
 */
export function pack(
  order: {
    readonly status: string
    readonly isWaiting: boolean
    /** What it is sent in exchange for was refunded. */
    readonly isOver?: boolean
    readonly lines: readonly SoldLine[]
  },
  asked: readonly ParcelLine[] | undefined,
): readonly ParcelLine[] | Problem {
  if (order.status === 'canceled' || order.isOver) return orderCanceled()
  if (order.status !== 'paid') return notPaid()
  if (order.isWaiting) return exchangeWaits()
  const left = order.lines.map((line) => ({ placeId: line.placeId, quantity: leftToPack(line) }))
  const some = left.filter(({ quantity }) => quantity > 0)
  if (some.length === 0) return nothingToPack()
  if (!asked) return some
  const wanted = merged(asked)
  for (const { placeId, quantity } of wanted) {
    const there = some.find((line) => line.placeId === placeId)?.quantity ?? 0
    if (quantity > there) return tooManyPacked({ placeId, left: there })
  }
  return wanted
}

/** Lines once this is in a parcel, too. */
export const packedInto = <Line extends SoldLine>(
  lines: readonly Line[],
  parcel: readonly ParcelLine[],
): readonly Line[] =>
  lines.map((line) => {
    const units = parcel.find(({ placeId }) => placeId === line.placeId)?.quantity ?? 0
    return { ...line, packed: line.packed + units }
  })

export interface Shipment {
  readonly carrier: Carrier
  readonly number: string | null
}

/** Problems in order: tracking-number-missing, tracking-number-unfit. */
function numberOf({ carrier, number }: Shipment): string | null | Problem {
  if (carrier === 'direct') return number ? trackingNumberUnfit() : null
  if (!number?.trim()) return trackingNumberMissing()
  return trackingNumberOf(carrier, number) ?? trackingNumberUnfit()
}

/**
 * Problems in order: parcel-shipped-already, parcel-order-canceled, those of `numberOf`.
 *
 * @param isSold its order is paid, and so is the one that it is sent in exchange for
 */
export function ship(
  parcel: Parcel,
  isSold: boolean,
  shipment: Shipment,
  now: Date,
): Parcel | Problem {
  if (parcel.shippedAt) return parcelNotPacked()
  if (!isSold) return orderCanceled()
  const trackingNumber = numberOf(shipment)
  if (typeof trackingNumber === 'object' && trackingNumber !== null) return trackingNumber
  return { ...parcel, carrier: shipment.carrier, trackingNumber, shippedAt: now }
}

/** Another number, or carrier, of a parcel on its way. Problems in order: parcel-not-shipped, those of `numberOf`. */
export function correct(parcel: Parcel, shipment: Shipment): Parcel | Problem {
  if (!parcel.shippedAt) return parcelNotShipped()
  const trackingNumber = numberOf(shipment)
  if (typeof trackingNumber === 'object' && trackingNumber !== null) return trackingNumber
  return { ...parcel, carrier: shipment.carrier, trackingNumber }
}

/** It has arrived, says the seller; a later time than the clock's changes nothing. Problem: parcel-not-shipped. */
export function deliver(parcel: Parcel, now: Date): Parcel | Problem {
  if (!parcel.shippedAt) return parcelNotShipped()
  const { deliveredAt } = asOf(parcel, now)
  return { ...parcel, deliveredAt: deliveredAt ?? now }
}

/** The buyer has it, and is content. Problem: parcel-not-shipped. */
export function confirm(parcel: Parcel, now: Date): Parcel | Problem {
  const delivered = deliver(parcel, now)
  if (!('id' in delivered)) return delivered
  const { confirmedAt } = asOf(delivered, now)
  return { ...delivered, confirmedAt: confirmedAt ?? now }
}

/** When the last part has arrived; undefined while some is to be packed, or on its way. */
export function allDeliveredAt(
  lines: readonly SoldLine[],
  parcels: readonly Parcel[],
  now: Date,
): Date | undefined {
  if (lines.some((line) => leftToPack(line) > 0) || parcels.length === 0) return undefined
  const arrived = parcels.map((parcel) => asOf(parcel, now).deliveredAt)
  return arrived.every((at) => at !== null)
    ? new Date(Math.max(...arrived.map((at) => at.getTime())))
    : undefined
}

/** How far an order is: its least advanced part. One whose money went back whole is over, wherever its parcels are. */
export type OrderStage = 'to-pack' | ParcelState | 'canceled'

const stages: readonly OrderStage[] = ['to-pack', 'packed', 'shipped', 'delivered', 'confirmed']

export function stageOf(
  lines: readonly (SoldLine & { readonly gone: number })[],
  parcels: readonly Parcel[],
  now: Date,
): OrderStage {
  if (lines.every(({ quantity, gone }) => gone >= quantity)) return 'canceled'
  const of: OrderStage[] = parcels.map((parcel) => stateAt(parcel, now))
  if (lines.some((line) => leftToPack(line) > 0)) of.push('to-pack')
  return stages.find((stage) => of.includes(stage)) ?? 'canceled'
}
