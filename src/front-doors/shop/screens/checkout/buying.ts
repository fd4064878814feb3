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

/** The items of a request; undefined: those of the cart. */
export const itemsOf = (buying: Buying | undefined) =>
  buying && [{ item: { variantId: buying.variantId }, quantity: buying.quantity }]
