import { minorPerMajor } from '../../../../kernel/format.ts'
import type { Currency } from '../../../../kernel/money.ts'
import { priceOf } from '../../../../stores/screens/price.ts'
import type { OwnProduct } from './owner-queries.ts'

/** What a form of a product has; numbers as they are typed. */
export interface ProductDraft {
  readonly title: string
  readonly description: string
  /** Separated by commas. */
  readonly keywords: string
  readonly categoryId: string
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly taxFree: boolean
  readonly returnable: boolean
  readonly whyFinal: string
  readonly maxPerOrder: string
  /** Values of an option, separated by commas. */
  readonly options: readonly { readonly name: string; readonly values: string }[]
  /** By combination; one that is missing here is empty. */
  readonly rows: Readonly<Record<string, Row>>
}

export interface Row {
  readonly variantId?: string
  readonly sku: string
  readonly price: string
  /** Of a new variant only. */
  readonly stocked: string
  readonly lowAt: string
  /** Not made in this combination. */
  readonly isOut: boolean
}

/** What a part of the form gets. */
export interface DraftFields {
  readonly draft: ProductDraft
  readonly isTried: boolean
  readonly onChange: (part: Partial<ProductDraft>) => void
}

export const emptyRow: Row = { sku: '', price: '', stocked: '', lowAt: '', isOut: false }

/** What the law wants of most goods, in Korean whatever the seller reads: it is for buyers. */
const usualFacts = ['제조자·수입자', '제조국', 'A/S 책임자와 전화번호'].map((label) => ({
  ...{ label, value: '' },
}))

export const emptyDraft = (): ProductDraft => ({
  ...{ title: '', description: '', keywords: '', categoryId: '', facts: usualFacts },
  taxFree: false,
  ...{ returnable: true, whyFinal: '', maxPerOrder: '100', options: [], rows: {} },
})

export const keyOf = (values: readonly string[]): string => JSON.stringify(values)

export function draftOf(product: OwnProduct, currency: Currency): ProductDraft {
  const { options, variants, categoryId, maxPerOrder, facts, keywords, ...texts } = product
  const { title, description, taxFree, returnable, whyFinal } = texts
  const all = combinationsOf(options.map(({ name, values }) => ({ name, values: [...values] })))
  const known = new Map(variants.map((variant) => [keyOf(variant.values), variant]))
  const rows = all.map((values): [string, Row] => {
    const variant = known.get(keyOf(values))
    if (!variant) return [keyOf(values), { ...emptyRow, isOut: variants.length > 0 }]
    const { variantId, sku, price, lowAt } = variant
    const major = `${price / minorPerMajor(currency)}`
    return [keyOf(values), { ...emptyRow, variantId, sku, price: major, lowAt: `${lowAt ?? ''}` }]
  })
  return {
    ...{ title, description, taxFree, returnable, whyFinal, facts },
    keywords: keywords.join(', '),
    categoryId: categoryId ?? '',
    maxPerOrder: `${maxPerOrder}`,
    options: options.map(({ name, values }) => ({ name, values: values.join(', ') })),
    rows: Object.fromEntries(rows),
  }
}

interface ReadOption {
  readonly name: string
  readonly values: string[]
}

/** Options with a name and values. */
export const optionsOf = ({ options }: Pick<ProductDraft, 'options'>): ReadOption[] =>
  options
    .map(({ name, values }) => ({
      name: name.trim(),
      values: [...new Set(values.split(',').map((value) => value.trim()))].filter(Boolean),
    }))
    .filter(({ name, values }) => name !== '' && values.length > 0)

/** Every combination of the values; of no options the one of nothing. */
export const combinationsOf = (options: readonly ReadOption[]): string[][] =>
  options.reduce<string[][]>(
    (all, { values }) => all.flatMap((before) => values.map((value) => [...before, value])),
    [[]],
  )

/** Rows with what is typed for all of them; what is empty, or is left out of sale, stays as it is. */
export function allAlike(
  draft: Pick<ProductDraft, 'options' | 'rows'>,
  typed: Pick<Row, 'price' | 'stocked' | 'lowAt'>,
): ProductDraft['rows'] {
  const said = Object.fromEntries(Object.entries(typed).filter(([, value]) => value.trim() !== ''))
  const rows = combinationsOf(optionsOf(draft)).map((values): [string, Row] => {
    const row = draft.rows[keyOf(values)] ?? emptyRow
    return [keyOf(values), row.isOut ? row : { ...row, ...said }]
  })
  return { ...draft.rows, ...Object.fromEntries(rows) }
}

const COUNT_MOST = 1_000_000

/** A count as it is typed; null: nothing is. */
export function countOf(typed: string): number | null | undefined {
  const plain = typed.replaceAll(/[,\s]/g, '')
  if (plain === '') return null
  const count = /^\d{1,7}$/.test(plain) ? Number(plain) : undefined
  return count !== undefined && count <= COUNT_MOST ? count : undefined
}

const KEYWORDS_MOST = 10
const KEYWORD_LENGTH = 20

/** Words that a product is found by; undefined: too many, or too long. */
export function keywordsOf(typed: string): string[] | undefined {
  const words = [...new Set(typed.split(',').map((word) => word.trim()))].filter(Boolean)
  const areFit = words.every((word) => [...word].length <= KEYWORD_LENGTH)
  return areFit && words.length <= KEYWORDS_MOST ? words : undefined
}

/** The body of a request; undefined while something typed is wrong. */
export function bodyOf(draft: ProductDraft, currency: Currency) {
  const options = optionsOf(draft)
  const rows = combinationsOf(options).flatMap((values) => {
    const row = draft.rows[keyOf(values)] ?? emptyRow
    return row.isOut ? [] : [{ ...row, values }]
  })
  const variants = rows.map(({ variantId, sku, price: typed, stocked, lowAt, values }) => {
    const [price, stock, low] = [priceOf(typed, currency), countOf(stocked), countOf(lowAt)]
    if (price === undefined || stock === undefined || low === undefined) return undefined
    return {
      ...{ values, price, lowAt: low },
      ...(variantId ? { variantId } : { stocked: stock ?? 0 }),
      ...(sku.trim() && { sku: sku.trim() }),
    }
  })
  const maxPerOrder = countOf(draft.maxPerOrder)
  const keywords = keywordsOf(draft.keywords)
  const isFit = maxPerOrder && maxPerOrder <= 100 && draft.title.trim() !== ''
  if (!isFit || !keywords || variants.length === 0 || variants.includes(undefined)) return undefined
  const facts = draft.facts
    .map(({ label, value }) => ({ label: label.trim(), value: value.trim() }))
    .filter(({ label, value }) => label !== '' && value !== '')
  return {
    ...{ title: draft.title.trim(), description: draft.description.trim(), facts, maxPerOrder },
    ...{ keywords, taxFree: draft.taxFree, returnable: draft.returnable, options },
    whyFinal: draft.returnable ? '' : draft.whyFinal.trim(),
    categoryId: draft.categoryId || null,
    variants: variants.filter((variant) => variant !== undefined),
  }
}
