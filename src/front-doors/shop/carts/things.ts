import type { Bookable } from '../../../bookings/door.ts'
import type { Engine } from '../../../engine.ts'
import { type Id, parseId } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Item, Offered } from '../../../orders/offers.ts'
import type { Picture } from '../../../stores/pictures/stored.ts'
import { isDepositPrice } from '../../../stores/pricing-rules.ts'
import { stockItem } from '../products/offers.ts'
import { HOLD_SECONDS, notForSale, variantMissing } from '../products/rules.ts'
import { type ItemNames, QUANTITY_MOST } from './rules.ts'

/** A thing that a cart or an order names: goods of the shop, or what another door of its store sells. */
export interface Thing {
  /** The same for every way to write it. */
  readonly names: ItemNames
  readonly door: string
  readonly item: Item
  /** What it is offered as; pure. */
  offered(offers: Offered, now: Date): OfferedThing | Problem
}

export interface OfferedThing {
  readonly productId: Id<'Product'> | null
  readonly title: string
  readonly price: number
  readonly taxFree: boolean
  /** The price is a deposit, of which its store may ask some buyers only. */
  readonly isDeposit: boolean
  readonly capacity: number
  /** How many one order may have. */
  readonly most: number
  readonly holdSeconds: number
  readonly startsAt: Date | null
  readonly image: Picture | null
}

/** What names in the terms of a door mean; undefined: nothing. */
export function thingOf({ doors }: Engine, names: ItemNames): Thing | undefined {
  const variantId = parseId(names.variantId ?? '')
  if (variantId) return goods(variantId)
  const { door = '', ...rest } = names
  const selling = doors.get(door)?.selling(rest)
  if (!selling) return undefined
  return {
    ...{ names: { door, ...selling.names }, door, item: selling.item },
    offered(offers, now) {
      const place = offers.placeOf(selling.item)
      const found = selling.bookable(offers.of(selling.item), place, now)
      return found instanceof Problem ? found : ofAnotherDoor(found)
    },
  }
}

/** Whether it is goods, which need an address. */
export const isSent = ({ names }: Pick<Thing, 'names'>): boolean => names.variantId !== undefined

function goods(variantId: Id<'Variant'>): Thing {
  const item = stockItem(variantId)
  return {
    ...{ names: { variantId }, door: 'shop', item },
    offered(offers) {
      const offer = offers.of(item)
      if (!offer) return variantMissing()
      if (offer.isHidden) return notForSale({ variantId })
      const { productId, title, price, taxFree, stocked, maxPerOrder, image } = offer
      return {
        ...{ productId, title, price, taxFree, image, capacity: stocked },
        ...{ most: maxPerOrder, holdSeconds: HOLD_SECONDS, startsAt: null, isDeposit: false },
      }
    },
  }
}

const ofAnotherDoor = ({
  store,
  title,
  price,
  capacity,
  holdSeconds,
  startsAt,
  taxFree = false,
}: Bookable): OfferedThing => ({
  ...{ title, price, capacity, holdSeconds, startsAt },
  ...{ productId: null, taxFree, most: QUANTITY_MOST, image: null },
  isDeposit: isDepositPrice(store.pricing, startsAt),
})
