import type { Id } from '../../../kernel/id.ts'
import { type Problem, problem } from '../../../kernel/problem.ts'

/** Products on a page. */
export const PAGE_MOST = 100
/** How long an order of goods waits for its payment. */
export const HOLD_SECONDS = 1800
/** Minor units. */
export const PRICE_MOST = 1_000_000_000
export const STOCK_MOST = 1_000_000
/** More left than this is not told. */
export const LEFT_SHOWN_MOST = 10

export const productMissing = problem('product-missing', 'missing', {
  ko: '상품을 찾을 수 없어요.',
  en: 'There is no such product.',
})
export const variantMissing = problem('variant-missing', 'missing', {
  ko: '상품 옵션을 찾을 수 없어요.',
  en: 'There is no such variant.',
})
export const notForSale = problem<{ variantId: string }>('not-for-sale', 'conflict', {
  ko: '지금은 판매하지 않는 상품이에요.',
  en: 'This product is not for sale at the moment.',
})

export const variantsUnfit = problem<{ at?: number }>('variants-unfit', 'invalid', {
  ko: '옵션이 서로 겹치거나 상품에 없는 값이 있어요. 옵션 조합을 확인해 주세요.',
  en: 'Options or variants are named twice, or a variant has a value that is none of the product’s.',
})
export const variantRenamed = problem<{ variantId: string }>('variant-renamed', 'conflict', {
  ko: '다른 옵션이 쓰던 값으로 바꿀 수 없어요. 이미 팔린 상품이 다른 옵션으로 보일 수 있으니 새 옵션으로 추가해 주세요.',
  en: 'A variant cannot take the values of another: what was sold of it would read as the other. Add a new variant.',
})
export const stockedElsewhere = problem<{ pointer: string; stocked: number }>(
  'stock-changes-apart',
  'invalid',
  {
    ko: '이미 있는 옵션의 재고는 상품 정보와 함께 바꿀 수 없어요. 재고 변경으로 바꿔 주세요.',
    en: 'The stock of a variant that exists is changed by a stock change, not with its product.',
  },
)
export const skuTaken = problem<{ sku: string }>('sku-taken', 'conflict', {
  ko: '이미 다른 상품에 사용한 상품 코드(SKU)예요.',
  en: 'This SKU belongs to another variant of the shop.',
})
export const productIncomplete = problem<{ missing: readonly ('variants' | 'facts')[] }>(
  'product-incomplete',
  'conflict',
  {
    ko: '판매를 시작하려면 옵션(가격·재고)과 상품정보 고시 내용을 먼저 입력해 주세요.',
    en: 'Before it is shown, a product needs a variant and the information that the law requires.',
  },
)
export const finalNeedsReason = problem('final-needs-reason', 'invalid', {
  ko: '반품할 수 없는 상품은 그 이유를 입력해 주세요.',
  en: 'Say why this product is not taken back.',
})
export const stockTaken = problem<{ taken: number }>('stock-taken', 'conflict', {
  ko: '이미 판매됐거나 결제 중인 수량보다 재고를 적게 줄일 수 없어요.',
  en: 'That many are sold or held already: the stock cannot be less.',
})
export const stockTooMuch = problem<{ most: number }>('stock-too-much', 'invalid', {
  ko: '재고로 등록할 수 있는 수량을 넘었어요.',
  en: 'That is more than one variant may have in stock.',
})
export const categoryMissing = problem('category-missing', 'missing', {
  ko: '분류를 찾을 수 없어요.',
  en: 'There is no such category.',
})
export const categoryTwice = problem<{ name: string }>('category-named-twice', 'invalid', {
  ko: '이름이 같은 분류가 두 개 있어요.',
  en: 'Two categories have the same name.',
})
export const inStock = problem<{ left: number }>('variant-in-stock', 'conflict', {
  ko: '지금 바로 구매할 수 있는 상품이에요.',
  en: 'This can be bought now.',
})

export const tooManyAlerts = problem<{ most: number }>('too-many-restock-alerts', 'conflict', {
  ko: '재입고 알림을 더 신청할 수 없어요. 필요 없는 알림을 먼저 취소해 주세요.',
  en: 'You wait for too many goods already. End an alert first.',
})

export const OPTIONS_MOST = 3
export const VALUES_MOST = 30
export const VARIANTS_MOST = 100
export const FACTS_MOST = 30
export const KEYWORDS_MOST = 10
export const CATEGORIES_MOST = 100
/** Variants that one account may wait for. */
export const ALERTS_MOST = 100

/** A choice that the variants of a product differ in: a colour, a size. */
export interface Option {
  readonly name: string
  readonly values: readonly string[]
}

/** What the law requires to be said of a product of its kind. */
export interface Fact {
  readonly label: string
  readonly value: string
}

export interface Product {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Product'>
  readonly categoryId: Id<'Category'> | null
  readonly title: string
  readonly description: string
  /** It is found by these words too, after those that have them in the title. */
  readonly keywords: readonly string[]
  readonly options: readonly Option[]
  readonly facts: readonly Fact[]
  readonly taxFree: boolean
  readonly hidden: boolean
  readonly returnable: boolean
  /** Why it is not taken back; empty where it is. */
  readonly whyFinal: string
  readonly maxPerOrder: number
}

export interface Variant {
  readonly id: Id<'Variant'>
  readonly sku: string
  readonly values: readonly string[]
  readonly price: number
  readonly stocked: number
  /** Its seller is told at this many; null: never. */
  readonly lowAt: number | null
}

/** Why stock changes. `first` and `import` are written by us. */
export const stockReasons = ['restocked', 'counted', 'damaged', 'returned', 'other'] as const
export type StockReason = (typeof stockReasons)[number]
export type KeptReason = StockReason | 'first' | 'import'

const isDistinct = (names: readonly string[]): boolean => new Set(names).size === names.length

/** Whether variants are of these options, each combination once. Problem: variants-unfit. */
export function checkVariants(
  options: readonly Option[],
  variants: readonly { readonly values: readonly string[]; readonly sku?: string | undefined }[],
): Problem | undefined {
  const isFit =
    isDistinct(options.map(({ name }) => name)) && options.every(({ values }) => isDistinct(values))
  if (!isFit) return variantsUnfit()
  const seen = new Set<string>()
  for (const [at, { values, sku }] of variants.entries()) {
    const key = JSON.stringify(values)
    const isOfOptions =
      values.length === options.length &&
      options.every((option, of) => option.values.includes(values[of] ?? ''))
    if (!isOfOptions || seen.has(key) || (sku && seen.has(sku))) return variantsUnfit({ at })
    seen.add(key)
    if (sku) seen.add(sku)
  }
  return undefined
}

interface NamedVariant {
  readonly id: string
  readonly values: readonly string[]
}

/**
 * Whether variants keep what they mean: orders name what they bought by its present values, so a variant may be
 * spelled anew, but not become another one. Problems in order: variants-unfit, if one is named twice; variant-renamed.
 */
export function checkRenamed(
  known: readonly NamedVariant[],
  variants: readonly NamedVariant[],
): Problem | undefined {
  const owners = new Map(known.map(({ id, values }) => [JSON.stringify(values), id]))
  const seen = new Set<string>()
  for (const [at, { id, values }] of variants.entries()) {
    if (seen.has(id)) return variantsUnfit({ at })
    seen.add(id)
    const owner = owners.get(JSON.stringify(values))
    const isKept = known.some((one) => one.id === id && isSame(one.values, values))
    if (owner !== undefined && owner !== id && !isKept) return variantRenamed({ variantId: id })
  }
  return undefined
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((value, at) => value === other[at])

/**
 * Whether variants that exist are said to be stocked as they are: another number would overwrite changes of the
 * stock, which have a reason each. Problem: stock-changes-apart.
 */
export function checkStocked(
  known: readonly Pick<Variant, 'id' | 'stocked'>[],
  variants: readonly {
    readonly variantId?: Id<'Variant'> | undefined
    readonly stocked?: number | undefined
  }[],
): Problem | undefined {
  const stockedOf = new Map(known.map(({ id, stocked }) => [id, stocked]))
  for (const [at, { variantId, stocked: said }] of variants.entries()) {
    const stocked = variantId && stockedOf.get(variantId)
    if (stocked === undefined || said === undefined || said === stocked) continue
    return stockedElsewhere({ pointer: `/variants/${at}/stocked`, stocked })
  }
  return undefined
}

/** Whether a product may be as it is. Problems in order: final-needs-reason, product-incomplete. */
export function check(
  { hidden, returnable, whyFinal, facts }: Omit<Product, 'storeId' | 'id'>,
  variants: number,
): Problem | undefined {
  if (!returnable && whyFinal === '') return finalNeedsReason()
  const missing = [
    ...(variants === 0 ? (['variants'] as const) : []),
    ...(facts.length === 0 ? (['facts'] as const) : []),
  ]
  return !hidden && missing.length > 0 ? productIncomplete({ missing }) : undefined
}

/**
 * What is stocked after a change of so many.
 * Problems in order: stock-taken, stock-too-much.
 */
export function restock(stocked: number, delta: number, taken: number): number | Problem {
  const after = stocked + delta
  if (after < taken) return stockTaken({ taken })
  return after > STOCK_MOST ? stockTooMuch({ most: STOCK_MOST }) : after
}

/** Whether the list of categories can be kept. Problem: category-named-twice. */
export function checkCategories(names: readonly string[]): Problem | undefined {
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  return twice === undefined ? undefined : categoryTwice({ name: twice })
}

/** `머그컵 · 파랑 · L` */
export const titleOf = (title: string, values: readonly string[]): string =>
  [title, ...values].join(' · ')

// ── places: their keys ──

export const STOCK_PREFIX = 'stock/'
export const stockKey = (variantId: Id<'Variant'>): string => `${STOCK_PREFIX}${variantId}`
export const variantOf = (key: string): Id<'Variant'> => key.slice(STOCK_PREFIX.length)
