import type { Id } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { LineAsk } from '../../../orders/claim-rules.ts'
import type { Offered } from '../../../orders/offers.ts'
import { mixedTitle } from '../../../orders/title-rules.ts'
import type { ItemNames } from '../carts/rules.ts'
import { isSent, type OfferedThing, type Thing } from '../carts/things.ts'
import { type CouponItems, linesOf } from '../coupons/offers.ts'
import { couponElsewhere, couponUsedByYou, couponUsedUp } from '../coupons/rules.ts'
import { feeSum, unsaidTerms } from './fee-rules.ts'
import * as rules from './rules.ts'
import { type OrderSum, sumUp } from './sum-rules.ts'
import type { Till } from './till-queries.ts'

/** A thing that is ordered. */
export interface WantedThing {
  readonly thing: Thing
  readonly quantity: number
  /** The unit price that the buyer saw. */
  readonly price?: number | undefined
}

export interface DraftAsk {
  readonly till: Till
  readonly wanted: readonly WantedThing[]
  readonly coupon: CouponItems | undefined
  readonly postalCode: string
  readonly isGuest: boolean
}

interface Sold extends WantedThing {
  readonly offer: OfferedThing
}

/**
 * The claim of an order, from the offers that are valid under the lock; pure.
 * Problems in order: lines-not-for-sale, too-many-of-product, those of `discountsOf`.
 */
export function draftOrder(ask: DraftAsk, offers: Offered, now: Date) {
  const found = ask.wanted.map((one) => ({ ...one, offer: one.thing.offered(offers, now) }))
  const missing = found.filter(({ offer }) => offer instanceof Problem)
  if (missing.length > 0) return rules.linesNotForSale({ lines: missing.map(itemOf) })
  const sold = found as readonly Sold[]
  const over = rules.overLimit(sold.map(({ offer, quantity }) => ({ ...offer, quantity })))
  if (over) return over
  const coupon = ask.coupon && offers.of(ask.coupon.all)
  if (ask.coupon && !coupon) return couponElsewhere()
  const { store, terms } = ask.till
  const sum = sumUp(
    {
      lines: sold.map(({ offer, quantity }) => ({ ...offer, quantity })),
      ...{ coupon, terms: terms ?? unsaidTerms, postalCode: ask.postalCode },
      ...{ isGuest: ask.isGuest, currency: store.currency },
    },
    now,
  )
  if (sum instanceof Problem) return sum
  const couponLines = ask.coupon && coupon ? linesOf(ask.coupon, offers, coupon) : []
  return {
    sum,
    title: mixedTitle(sold.map(({ offer }) => offer.title)),
    holdSeconds: Math.min(...sold.map(({ offer }) => offer.holdSeconds)),
    fee: feeSum(sum.fee),
    lines: [...sold.map((one, at) => lineOf(one, sum, at, offers)), ...couponLines],
    gone: (placeIds: readonly Id<'Place'>[]) => goneOf(placeIds, sold, ask.coupon, offers),
  }
}

const itemOf = ({ thing }: WantedThing): { readonly item: ItemNames } => ({ item: thing.names })

function lineOf(one: Sold, sum: OrderSum, at: number, offers: Offered): LineAsk {
  const { thing, quantity, price: seenPrice, offer } = one
  const { price: unitPrice, taxFree, isDeposit, capacity, startsAt } = offer
  return {
    place: { ...offers.placeOf(thing.item), capacity, startsAt },
    ...{ quantity, unitPrice, taxFree, seenPrice, discount: sum.discounts[at] ?? 0, position: at },
    ...{ isDeposit, isUncounted: isSent(thing) },
  }
}

/** Every line of which too little is left; or else that the coupon is used up. */
function goneOf(
  placeIds: readonly Id<'Place'>[],
  sold: readonly Sold[],
  coupon: CouponItems | undefined,
  offers: Offered,
): Problem {
  const gone = new Set(placeIds)
  const lines = sold
    .filter(({ thing }) => gone.has(offers.placeOf(thing.item).id))
    .map(({ thing, offer }) => ({ item: thing.names, title: offer.title }))
  if (lines.length > 0) return rules.linesSoldOut({ lines })
  return coupon && gone.has(offers.placeOf(coupon.all).id) ? couponUsedUp() : couponUsedByYou()
}
