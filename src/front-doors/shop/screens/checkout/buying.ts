import type { Money } from '../../../../kernel/money.ts'
import type { CouponLine } from '../../coupons/rules.ts'
import type { CartLine } from '../cart/cart-queries.ts'

/** What is bought at once, beside the cart, as the address of the checkout says. */
export interface Buying {
  readonly productId: string
  readonly variantId: string
  readonly quantity: number
}

export type BuyingSearch = Partial<Buying>

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const QUANTITY_MOST = 100

const idIn = (asked: unknown): string | undefined =>
  typeof asked === 'string' && UUID.test(asked) ? asked : undefined

/** Half an address is none: then the cart is ordered. */
export function readBuying(asked: Record<string, unknown>): BuyingSearch {
  const [productId, variantId] = [idIn(asked.productId), idIn(asked.variantId)]
  const quantity = Number(asked.quantity)
  const isFit = Number.isInteger(quantity) && quantity >= 1 && quantity <= QUANTITY_MOST
  return productId && variantId && isFit ? { productId, variantId, quantity } : {}
}

export const buyingOf = ({ productId, variantId, quantity }: BuyingSearch): Buying | undefined =>
  productId && variantId && quantity ? { productId, variantId, quantity } : undefined

/** The goods that a coupon may be for: the one that is bought at once, or those of the cart. */
export const goodsOf = (
  buying: Buying | undefined,
  lines: readonly Pick<CartLine, 'productId' | 'price' | 'quantity'>[],
  subtotal: Money,
): readonly CouponLine[] =>
  buying
    ? [{ productId: buying.productId, amount: subtotal.amount }]
    : lines.map(({ productId, price, quantity }) => ({
        productId,
        amount: price.amount * quantity,
      }))

/** The items of a request; undefined: those of the cart. */
export const itemsOf = (buying: Buying | undefined) =>
  buying && [{ item: { variantId: buying.variantId }, quantity: buying.quantity }]
