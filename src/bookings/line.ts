import type { LineAsk } from '../orders/claim-rules.ts'
import type { PlaceName } from '../orders/offers.ts'
import { isDepositPrice } from '../stores/pricing-rules.ts'
import type { Bookable } from './door.ts'

interface Asked {
  readonly quantity: number
  /** The unit price that the buyer saw; undefined: the present one is accepted. */
  readonly seenPrice?: number | undefined
}

/** What a door sells, as a line of a claim. */
export function lineOf(bookable: Bookable, place: PlaceName, asked: Asked): LineAsk {
  const { store, capacity, startsAt, price: unitPrice, taxFree, isUncounted } = bookable
  return {
    ...asked,
    place: { ...place, capacity, startsAt },
    unitPrice,
    isDeposit: isDepositPrice(store.pricing, startsAt),
    ...(taxFree && { taxFree }),
    ...(isUncounted && { isUncounted }),
  }
}
