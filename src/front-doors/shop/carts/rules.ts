import { problem } from '../../../kernel/problem.ts'

/** What a cart or an order names, in the terms of a door: `{ variantId }`, `{ door, tableTimeId, date }`. */
export type ItemNames = Readonly<Record<string, string>>

export const LINES_MOST = 50
export const QUANTITY_MOST = 100
/** A line that nobody has touched for so long is deleted. */
export const KEPT_DAYS = 60

export const cartFull = problem<{ most: number }>('cart-full', 'conflict', {
  ko: '장바구니에는 상품을 50가지까지 담을 수 있어요.',
  en: 'A cart holds 50 different things at most.',
})
export const cartEmpty = problem('cart-empty', 'conflict', {
  ko: '주문할 수 있는 상품이 없어요.',
  en: 'There is nothing here that can be ordered.',
})
export const cartLineMissing = problem('cart-line-missing', 'missing', {
  ko: '장바구니에 없는 상품이에요.',
  en: 'This is not in your cart.',
})
export const itemUnknown = problem('item-unknown', 'invalid', {
  ko: '판매하지 않는 상품이에요.',
  en: 'No such thing is sold here.',
})

/** What is known of an item when a cart is read. */
export interface ItemNow {
  /** Null: it is no product of the shop. */
  readonly productId: string | null
  readonly price: number
  /** How many can be claimed now. */
  readonly left: number
  /** How many one order may have of it; of a product's variants together. */
  readonly most: number
}

export interface Wanted {
  readonly quantity: number
  readonly seenPrice: number
}

/** A line of a cart as it can be ordered now. */
export interface LineNow {
  /** What can be ordered of what is wanted. */
  readonly quantity: number
  /** How many the stepper goes up to. */
  readonly most: number
  readonly state: 'ok' | 'cut' | 'sold-out' | 'not-for-sale'
  readonly isPriceChanged: boolean
}

/**
 * What can be ordered of each line: no more than is left, and of a product no more than one order may
 * have, the first lines first. What is wanted stays written, so that it is there when stock comes back.
 */
export function linesNow(
  lines: readonly (Wanted & { readonly now: ItemNow | undefined })[],
): readonly LineNow[] {
  const taken = new Map<string, number>()
  return lines.map(({ quantity: wanted, seenPrice, now }) => {
    if (!now) return { quantity: 0, most: 0, state: 'not-for-sale', isPriceChanged: false }
    const before = now.productId === null ? 0 : (taken.get(now.productId) ?? 0)
    const most = Math.max(0, Math.min(now.left, now.most - before, QUANTITY_MOST))
    const quantity = Math.min(wanted, most)
    if (now.productId !== null) taken.set(now.productId, before + quantity)
    const state = now.left <= 0 ? 'sold-out' : quantity < wanted ? 'cut' : 'ok'
    return { quantity, most, state, isPriceChanged: now.price !== seenPrice }
  })
}
