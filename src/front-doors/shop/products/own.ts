import type { Static } from 'typebox'
import type { Engine } from '../../../engine.ts'
import { hangulOf } from '../../../kernel/english-layout.ts'
import type { Id } from '../../../kernel/id.ts'
import { idOf, page } from '../../../kernel/page.ts'
import { searchOf } from '../../../kernel/search-tokens.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import { readOwn, type StoreAsk } from '../../../stores/operations.ts'
import { pictureView } from '../../../stores/pictures/view.ts'
import type { ProductAsk } from './catalogue-queries.ts'
import * as queries from './own-queries.ts'
import type * as contract from './owner-contract.ts'
import * as rules from './rules.ts'

// Products as their seller sees them.

type View = Static<typeof contract.OwnProductView>

interface OwnListAsk {
  readonly q?: string | undefined
  readonly state?: queries.OwnState | undefined
  readonly cursor?: string | undefined
  readonly limit?: number
}

/** Problem: market-missing. */
export async function listOwnProducts(
  engine: Engine,
  ask: StoreAsk,
  { q, state, cursor, limit = 24 }: OwnListAsk,
) {
  await readOwn(engine, ask)
  const cell = engine.cell(ask.storeId)
  const find = (typed = '') => {
    const search = searchOf(typed)
    const asked = { search, sku: search && typed, state, before: cursor, limit: limit + 1 }
    return queries.listOwnProducts(cell, ask.storeId, asked)
  }
  const said = await find(q)
  const meant = hangulOf(q ?? '')
  const rows = said.length === 0 && meant ? await find(meant) : said
  const { data, nextCursor } = page(rows, limit, idOf)
  return { data: await viewsOf(cell, ask.storeId, data), nextCursor }
}

/** Problems in order: market-missing, product-missing. */
export async function showOwnProduct(engine: Engine, ask: StoreAsk & ProductAsk): Promise<View> {
  await readOwn(engine, ask)
  return readOwnProduct(engine.cell(ask.storeId), ask)
}

/** A product of a shop that the caller works at. Problem: product-missing. */
export async function readOwnProduct(on: Queryable, ask: ProductAsk): Promise<View> {
  const found = await queries.readOwnProducts(on, ask.storeId, [ask.productId])
  const [view] = await viewsOf(on, ask.storeId, found)
  if (!view) throw rules.productMissing()
  return view
}

async function viewsOf(
  on: Queryable,
  storeId: Id<'Store'>,
  products: readonly queries.OwnProduct[],
): Promise<View[]> {
  const ids = products.map(({ id }) => id)
  const found = ids.length > 0 ? await queries.listOwnVariants(on, storeId, ids) : []
  const variantsOf = Map.groupBy(found, ({ productId }) => productId)
  return products.map(({ id, storeId: marketId, createdAt, images, ...product }) => ({
    ...product,
    ...{ marketId, productId: id, createdAt: createdAt.toISOString() },
    options: product.options.map(({ name, values }) => ({ name, values: [...values] })),
    keywords: [...product.keywords],
    facts: [...product.facts],
    images: images.map((image) => pictureView(marketId, image)),
    variants: (variantsOf.get(id) ?? []).map(variantView),
  }))
}

const variantView = ({
  id,
  productId: _,
  values,
  ...variant
}: queries.OwnVariant): Static<typeof contract.OwnVariantView> => ({
  ...variant,
  ...{ variantId: id, values: [...values] },
})

/** Problem: variant-missing. */
export async function readOwnVariant(
  on: Queryable,
  { storeId, variantId }: { readonly storeId: Id<'Store'>; readonly variantId: Id<'Variant'> },
) {
  const found = await queries.readOwnVariant(on, storeId, variantId)
  if (!found) throw rules.variantMissing()
  return variantView(found)
}
