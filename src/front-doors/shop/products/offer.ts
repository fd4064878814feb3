import type { Id } from '../../../kernel/id.ts'
import type { Picture } from '../../../stores/pictures/stored.ts'
import type { SellingStore } from '../../../stores/queries.ts'

/** A variant as it is sold now; carts and claims read the same. */
export interface VariantOffer {
  readonly variantId: Id<'Variant'>
  readonly productId: Id<'Product'>
  /** Of the product, with the values of its options: `머그컵 · 파랑`. */
  readonly title: string
  /** Minor units. */
  readonly price: number
  readonly taxFree: boolean
  /** The capacity of its place: those that are sold and held included. */
  readonly stocked: number
  /** Not for sale: its product is hidden, or the variant was taken out. */
  readonly isHidden: boolean
  readonly maxPerOrder: number
  readonly image: Picture | null
  readonly store: SellingStore
}
