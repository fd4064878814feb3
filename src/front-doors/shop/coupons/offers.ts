import type { Id } from '../../../kernel/id.ts'
import type { LineAsk } from '../../../orders/claim-rules.ts'
import type { Item, Offered, Offers } from '../../../orders/offers.ts'
import { readCoupons } from './queries.ts'
import { type Coupon, couponKey, couponKeyOf } from './rules.ts'

/** What is left of a coupon: one place, with as many units as it may be used. */
const uses: Offers<Id<'Coupon'>, Coupon> = {
  placeKey: couponKey,
  async read(on, storeId, items) {
    const found = await readCoupons(
      on,
      storeId,
      items.map(({ what }) => what),
    )
    return new Map(found.map((coupon) => [couponKey(coupon.id), coupon]))
  },
}

interface Person {
  readonly couponId: Id<'Coupon'>
  readonly buyerId: Id<'Account'>
}

/** What is left of it to one person; its facts are those of the coupon. */
const usesOfPerson: Offers<Person, undefined> = {
  placeKey: ({ couponId, buyerId }) => couponKeyOf(couponId, buyerId),
  read: async () => new Map(),
}

/** The places of a coupon that an order of this buyer takes. */
export interface CouponItems {
  readonly all: Item<Id<'Coupon'>, Coupon>
  readonly mine: Item<Person, undefined>
}

export const itemsOf = (couponId: Id<'Coupon'>, buyerId: Id<'Account'>): CouponItems => ({
  all: { offers: uses, what: couponId },
  mine: { offers: usesOfPerson, what: { couponId, buyerId } },
})

/** The lines of a coupon: it costs nothing and goes along with the goods. */
export const linesOf = (
  { all, mine }: CouponItems,
  offers: Offered,
  { usesMost, perPerson }: Coupon,
): LineAsk[] => [
  lineOf(offers, all as Item, usesMost),
  ...(perPerson === null ? [] : [lineOf(offers, mine as Item, perPerson)]),
]

const lineOf = (offers: Offered, item: Item, capacity: number): LineAsk => ({
  place: { ...offers.placeOf(item), capacity, startsAt: null },
  ...{ quantity: 1, unitPrice: 0, isAside: true },
})
