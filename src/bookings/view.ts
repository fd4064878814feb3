import type { Static, TObject } from 'typebox'
import { wallDate, wallTime } from '../kernel/time.ts'
import { asOf, type Order } from '../orders/rules.ts'
import type { Payment } from '../payments/rules.ts'
import { paymentView } from '../payments/view.ts'
import { pictureView } from '../stores/pictures/view.ts'
import { pricingOfLines } from '../stores/pricing-rules.ts'
import type { bookingClaim, bookingView, LineView } from './contract.ts'
import type { BookedStore, Line } from './door.ts'

type Claimed = Static<TObject<typeof bookingClaim>>

function lineView(
  line: Line,
  { id: storeId, timeZone }: BookedStore,
  order: Order,
): Static<typeof LineView> {
  const { startsAt } = line
  return {
    placeId: line.placeId,
    door: line.door,
    what: line.what,
    item: line.item,
    startsAt: startsAt?.toISOString() ?? null,
    date: startsAt && wallDate(startsAt, timeZone),
    time: startsAt && wallTime(startsAt, timeZone),
    quantity: line.quantity,
    bought: line.bought,
    unitPrice: { amount: line.unitPrice, currency: order.currency },
    ...(line.counts && { counts: line.counts }),
    ...(line.atStore && { atStore: line.atStore }),
    isAside: line.isAside,
    discount: { amount: line.discount, currency: order.currency },
    ...(line.durationSeconds !== undefined && { durationSeconds: line.durationSeconds }),
    ...(line.image && { image: pictureView(storeId, line.image) }),
  }
}

/** An order as its buyer sees it at `now`, without booker and payment. */
export function claimView(
  unseen: Order,
  { store, lines }: { readonly store: BookedStore; readonly lines: readonly Line[] },
  now: Date,
): Claimed {
  const order = asOf(unseen, now)
  return {
    id: order.id,
    orderNumber: order.number,
    status: order.status,
    failure: order.failure,
    store: {
      ...store,
      pricing: pricingOfLines(store.pricing, lines),
      image: store.image && pictureView(store.id, store.image),
    },
    lines: lines.map((line) => lineView(line, store, order)),
    price: { amount: order.amount, currency: order.currency },
    fee: { amount: order.fee, currency: order.currency },
    createdAt: order.createdAt.toISOString(),
    expiresAt: order.expiresAt.toISOString(),
    paidAt: order.paidAt?.toISOString() ?? null,
    canceledAt: order.canceledAt?.toISOString() ?? null,
    now: now.toISOString(),
  }
}

/** The same with the booker, the latest payment and the moves. */
export const wholeView = (
  claimed: Claimed,
  {
    payment,
    ...others
  }: Omit<Static<TObject<typeof bookingView>>, keyof Claimed | 'payment'> & {
    readonly payment: Payment | undefined
  },
): Static<TObject<typeof bookingView>> => ({
  ...claimed,
  ...others,
  payment: payment ? paymentView(payment) : null,
})
