import type { Selling } from '../../../bookings/door.ts'
import { type Id, parseId } from '../../../kernel/id.ts'
import type { Item, Offers } from '../../../orders/offers.ts'
import type { VariantOffer } from './offer.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/** Units of a variant. */
export type StockItem = Item<Id<'Variant'>, VariantOffer>

/** Variants in stock; hidden ones too, which say so. */
export const stockOffers: Offers<Id<'Variant'>, VariantOffer> = {
  placeKey: rules.stockKey,
  async read(on, storeId, items) {
    const ids = items.map(({ what }) => what)
    const [store, found] = await Promise.all([
      queries.readShop(on, storeId),
      queries.readOffers(on, storeId, ids),
    ])
    if (!store) return new Map()
    return new Map(found.map((offer) => [rules.stockKey(offer.variantId), { ...offer, store }]))
  },
}

export const stockItem = (variantId: Id<'Variant'>): StockItem => ({
  offers: stockOffers,
  what: variantId,
})

/** One unit of a variant. Problems in order: variant-missing, not-for-sale. */
export function selling({ variantId = '' }: Readonly<Record<string, string>>): Selling | undefined {
  const id = parseId(variantId)
  if (!id) return undefined
  const stock: Selling<VariantOffer> = {
    names: { variantId: id },
    item: stockItem(id),
    bookable(offer) {
      if (!offer) return rules.variantMissing()
      if (offer.isHidden) return rules.notForSale({ variantId: id })
      const { store, title, stocked: capacity, price, taxFree } = offer
      const kept = { ...store, kind: null }
      return {
        store: kept,
        title,
        holdSeconds: rules.HOLD_SECONDS,
        capacity,
        price,
        taxFree,
        startsAt: null,
        isUncounted: true,
      }
    },
  }
  return stock as Selling
}
