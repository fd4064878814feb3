import type { Id } from '../../../../kernel/id.ts'
import { type Option, type Product, VALUES_MOST, VARIANTS_MOST, type Variant } from '../rules.ts'
import { type ImportRow, type Refusal, type Why, whatOf } from './row-rules.ts'

export interface KnownVariant extends Variant {
  readonly productId: Id<'Product'>
  readonly placeId: Id<'Place'>
  readonly position: number
  readonly archivedAt: Date | null
}

/** What a shop has, as far as some rows name it. */
export interface Known {
  readonly storeId: Id<'Store'>
  /** By SKU. */
  readonly variants: ReadonlyMap<string, KnownVariant>
  readonly products: readonly Product[]
  /** All combinations of options of these products that are on sale. */
  readonly combinations: ReadonlyMap<Id<'Product'>, readonly (readonly string[])[]>
  /** By name. */
  readonly categories: ReadonlyMap<string, Id<'Category'>>
  /** Sold or held, by place. */
  readonly taken: ReadonlyMap<Id<'Place'>, number>
  newId(): string
}

export interface Plan {
  /** New ones and changed ones, as they are to be. */
  readonly products: readonly Product[]
  readonly newProducts: readonly Product[]
  readonly added: readonly (Variant & {
    readonly productId: Id<'Product'>
    readonly position: number
  })[]
  readonly changed: readonly KnownVariant[]
  readonly steps: readonly { readonly variant: KnownVariant; readonly delta: number }[]
  /** Rows that say what is so already. */
  readonly unchanged: number
  readonly refusals: readonly Refusal[]
}

/** Decides rows in their order, each on what the rows before it have left. */
export function planRows(rows: readonly ImportRow[], known: Known): Plan {
  const draft = draftOf(known)
  const refusals: Refusal[] = []
  for (const row of rows) {
    const variant = known.variants.get(row.sku)
    const why = variant ? changeOne(draft, row, variant) : addOne(draft, row)
    if (why) refusals.push({ line: row.line, what: whatOf([row.sku, row.title]), why })
  }
  const { products, added, changed, steps, fresh } = draft
  const touched = [...products.values()].filter(({ id }) => draft.touched.has(id))
  return {
    ...{ added, changed, steps, refusals, products: touched, unchanged: draft.unchanged.count },
    newProducts: touched.filter(({ id }) => fresh.has(id)),
  }
}

interface Draft {
  readonly known: Known
  readonly products: Map<Id<'Product'>, Product>
  readonly combinations: Map<Id<'Product'>, (readonly string[])[]>
  readonly touched: Set<Id<'Product'>>
  readonly fresh: Set<Id<'Product'>>
  readonly added: (Variant & { productId: Id<'Product'>; position: number })[]
  readonly changed: KnownVariant[]
  readonly steps: { variant: KnownVariant; delta: number }[]
  readonly unchanged: { count: number }
}

const draftOf = (known: Known): Draft => ({
  known,
  products: new Map(known.products.map((product) => [product.id, product])),
  combinations: new Map([...known.combinations].map(([id, all]) => [id, [...all]])),
  ...{ touched: new Set(), fresh: new Set(), added: [], changed: [], steps: [] },
  unchanged: { count: 0 },
})

/** What a row says of its product; a reason where it cannot be so. */
function described(draft: Draft, before: Product, row: ImportRow): Product | Why {
  const { category, taxFree, shown, facts, description } = row
  const categoryId = category ? draft.known.categories.get(category) : null
  if (categoryId === undefined) return 'category'
  const after: Product = {
    ...before,
    title: row.title,
    ...(category !== undefined && { categoryId }),
    ...(taxFree !== undefined && { taxFree }),
    ...(shown !== undefined && { hidden: !shown }),
    ...(facts && { facts }),
    ...(description !== undefined && { description }),
  }
  return !after.hidden && after.facts.length === 0 ? 'incomplete' : after
}

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((value, at) => value === other[at])

const valuesOf = ({ options = [] }: ImportRow): string[] => options.map(({ value }) => value)
const namesOf = ({ options = [] }: ImportRow): string[] => options.map(({ name }) => name)

function changeOne(draft: Draft, row: ImportRow, variant: KnownVariant): Why | undefined {
  const before = draft.products.get(variant.productId)
  if (!before) return 'sku'
  const isSame =
    same(valuesOf(row), variant.values) &&
    same(
      namesOf(row),
      before.options.map(({ name }) => name),
    )
  if (row.options && !isSame) return 'options-differ'
  const combinations = draft.combinations.get(before.id) ?? []
  if (variant.archivedAt && combinations.some((values) => same(values, variant.values)))
    return 'variants'
  if (row.stock < (draft.known.taken.get(variant.placeId) ?? 0)) return 'stock-taken'
  const after = described(draft, before, row)
  if (typeof after === 'string') return after
  if (variant.archivedAt) draft.combinations.set(before.id, [...combinations, variant.values])
  draft.products.set(after.id, after)
  const { lowAt = variant.lowAt, price } = row
  if (isSameProduct(after, before) && isSameVariant(variant, row, lowAt)) draft.unchanged.count += 1
  else {
    draft.changed.push({ ...variant, price, lowAt })
    draft.touched.add(after.id)
  }
  if (row.stock !== variant.stocked)
    draft.steps.push({ variant, delta: row.stock - variant.stocked })
  return undefined
}

const isSameProduct = (one: Product, other: Product): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

const isSameVariant = (
  { archivedAt, ...variant }: KnownVariant,
  { price, stock }: ImportRow,
  lowAt: number | null,
): boolean =>
  archivedAt === null &&
  variant.price === price &&
  variant.stocked === stock &&
  variant.lowAt === lowAt

function addOne(draft: Draft, row: ImportRow): Why | undefined {
  const named = [...draft.products.values()].filter(({ title }) => title === row.title)
  if (named.length > 1) return 'title-twice'
  const before = named[0] ?? newProduct(draft, row)
  const [names, values] = [namesOf(row), valuesOf(row)]
  if (new Set(names).size < names.length) return 'options'
  if (
    !same(
      names,
      before.options.map(({ name }) => name),
    )
  )
    return 'options-differ'
  const combinations = draft.combinations.get(before.id) ?? []
  if (combinations.some((other) => same(other, values))) return 'variants'
  if (combinations.length >= VARIANTS_MOST) return 'variants'
  const options = before.options.map((option, at) => withValue(option, values[at] ?? ''))
  if (options.some((option) => option.values.length > VALUES_MOST)) return 'variants'
  const after = described(draft, { ...before, options }, row)
  if (typeof after === 'string') return after
  if (!named[0]) draft.fresh.add(after.id)
  draft.products.set(after.id, after)
  draft.touched.add(after.id)
  draft.combinations.set(after.id, [...combinations, values])
  const { sku, price, stock: stocked, lowAt = null } = row
  const id = draft.known.newId()
  const position = combinations.length
  draft.added.push({ ...{ id, sku, values, price, stocked, lowAt, position }, productId: after.id })
  return undefined
}

const withValue = ({ name, values }: Option, value: string): Option => ({
  name,
  values: values.includes(value) ? values : [...values, value],
})

/** Hidden unless its row says otherwise. */
const newProduct = ({ known }: Draft, row: ImportRow): Product => ({
  ...{ storeId: known.storeId, id: known.newId(), categoryId: null, title: row.title },
  ...{ description: '', keywords: [], facts: [] },
  options: namesOf(row).map((name) => ({ name, values: [] })),
  ...{ taxFree: false, hidden: true, returnable: true, whyFinal: '', maxPerOrder: 100 },
})
