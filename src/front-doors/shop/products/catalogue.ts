import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { placeId } from '../../../places/place-id.ts'
import { makePlaces } from '../../../places/queries.ts'
import { answerOnce, type Once } from '../../../postgres/once.ts'
import type { Tx } from '../../../postgres/sql.ts'
import { onOwn, type StoreAsk } from '../../../stores/operations.ts'
import * as queries from './catalogue-queries.ts'
import { hasCategory } from './category-queries.ts'
import { readOwnProduct } from './own.ts'
import * as rules from './rules.ts'

export interface VariantDraft {
  /** Undefined: a new one. */
  readonly variantId?: Id<'Variant'> | undefined
  /** Undefined: one is made up. */
  readonly sku?: string | undefined
  readonly values?: readonly string[] | undefined
  readonly price: number
  /** Of a new one; later it changes by stock changes only, and may be said as it is. */
  readonly stocked?: number | undefined
  readonly lowAt?: number | null | undefined
}

type Texts = Omit<rules.Product, 'storeId' | 'id' | 'options'>

export interface ProductDraft extends Partial<Texts> {
  readonly title: string
  readonly options?: readonly rules.Option[] | undefined
  readonly variants: readonly VariantDraft[]
}

export interface ProductAsk extends StoreAsk, queries.ProductAsk {}

/**
 * Adds a product, with its variants and what is stocked of them.
 * Problems in order: market-missing, those of the key, category-missing, variants-unfit,
 * final-needs-reason, product-incomplete, sku-taken.
 */
export const addProduct = (
  engine: Engine,
  ask: StoreAsk,
  draft: ProductDraft,
  once: Once | undefined,
) =>
  onOwn(engine, ask, (tx) =>
    answerOnce(tx, once, async () => {
      const { storeId } = ask
      const product = newProduct({ storeId, id: engine.newId<'Product'>() }, draft)
      await expectFit(tx, product, draft.variants)
      await queries.insertProducts(tx, storeId, [product])
      await setVariantsIn(engine, tx, { ask, product, variants: draft.variants })
      await queries.writeProducts(tx, storeId, [product])
      return readOwnProduct(tx, { storeId, productId: product.id })
    }),
  )

const newProduct = (
  ids: Pick<rules.Product, 'storeId' | 'id'>,
  { variants: _, options = [], ...given }: ProductDraft,
): rules.Product => ({
  ...ids,
  ...{ categoryId: null, description: '', keywords: [], facts: [], taxFree: false, hidden: true },
  ...{ returnable: true, whyFinal: '', maxPerOrder: 100 },
  ...withoutUndefined(given),
  title: given.title,
  options,
})

const withoutUndefined = <Given extends object>(given: Given) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Given]?: Exclude<Given[Name], undefined>
  }

/** Problems in order: category-missing, variants-unfit, final-needs-reason, product-incomplete. */
async function expectFit(
  tx: Tx,
  product: rules.Product,
  variants: readonly VariantDraft[],
): Promise<void> {
  const { storeId, categoryId, options } = product
  if (categoryId && !(await hasCategory(tx, storeId, categoryId))) throw rules.categoryMissing()
  const refused =
    rules.checkVariants(
      options,
      variants.map(({ values = [], sku }) => ({ values, sku })),
    ) ?? rules.check(product, variants.length)
  if (refused) throw refused
}

export interface ProductChange extends Partial<Texts> {
  readonly options?: readonly rules.Option[] | undefined
  /** All that are to be on sale: others are taken out, and kept for the orders they are in. */
  readonly variants?: readonly VariantDraft[] | undefined
}

/**
 * Changes what a product says of itself, whether it is shown, its options and its variants.
 * Problems in order: market-missing, product-missing, variant-missing, variant-renamed, stock-changes-apart,
 * category-missing, variants-unfit, final-needs-reason, product-incomplete, sku-taken.
 */
export const changeProduct = (
  engine: Engine,
  ask: ProductAsk,
  { variants, ...change }: ProductChange,
) =>
  onProduct(engine, ask, async (tx, before) => {
    const product = { ...before, ...withoutUndefined(change) }
    const known = await queries.listVariants(tx, ask)
    const ids = new Set(known.map(({ id }) => id))
    if (variants?.some(({ variantId }) => variantId && !ids.has(variantId)))
      throw rules.variantMissing()
    const named = (variants ?? []).flatMap(({ variantId: id, values = [] }) =>
      id ? [{ id, values }] : [],
    )
    const refused = rules.checkRenamed(known, named) ?? rules.checkStocked(known, variants ?? [])
    if (refused) throw refused
    await expectFit(tx, product, variants ?? known.filter(({ archivedAt }) => !archivedAt))
    if (variants) await setVariantsIn(engine, tx, { ask, product, variants })
    await queries.writeProducts(tx, ask.storeId, [product])
  })

/** Runs `work` with a product whose shop is locked, and answers what it is then. */
const onProduct = (
  engine: Engine,
  ask: ProductAsk,
  work: (tx: Tx, product: rules.Product) => Promise<void>,
) =>
  onOwn(engine, ask, async (tx) => {
    const product = await queries.readProduct(tx, ask)
    if (!product) throw rules.productMissing()
    await work(tx, product)
    return readOwnProduct(tx, ask)
  })

interface Setting {
  readonly ask: StoreAsk
  readonly product: rules.Product
  readonly variants: readonly VariantDraft[]
}

/** Problem: sku-taken. */
async function setVariantsIn(
  engine: Engine,
  tx: Tx,
  { ask, product, variants: drafts }: Setting,
): Promise<void> {
  const { storeId } = ask
  const at = { storeId, productId: product.id }
  const variants = drafts.map((draft, position) => variantOf(engine, at, draft, position))
  await expectFreeSkus(tx, storeId, variants)
  await queries.archiveVariants(tx, at)
  const kept = new Set(drafts.map(({ variantId }) => variantId))
  const old = variants.filter(({ id }) => kept.has(id))
  const added = variants.filter(({ id }) => !kept.has(id))
  if (old.length > 0) await queries.writeVariants(tx, storeId, old)
  await addVariants(engine, tx, { storeId, added, byId: ask.by.callerId, reason: 'first' })
}

const variantOf = (
  engine: Engine,
  { storeId, productId }: queries.ProductAsk,
  draft: VariantDraft,
  position: number,
): queries.WrittenVariant => {
  const id = draft.variantId ?? engine.newId<'Variant'>()
  const { sku = engine.newCode(8), values = [], price, stocked = 0, lowAt = null } = draft
  return {
    ...{ id, productId, sku, values, price, stocked, lowAt, position },
    placeId: placeId(storeId, rules.stockKey(id)),
  }
}

async function expectFreeSkus(
  tx: Tx,
  storeId: Id<'Store'>,
  variants: readonly queries.WrittenVariant[],
): Promise<void> {
  const own = new Set(variants.map(({ id }) => id))
  const found = await queries.findSkus(
    tx,
    storeId,
    variants.map(({ sku }) => sku),
  )
  const taken = found.find(({ id }) => !own.has(id))
  if (taken) throw rules.skuTaken({ sku: taken.sku })
}

interface Adding {
  readonly storeId: Id<'Store'>
  readonly added: readonly queries.WrittenVariant[]
  readonly byId: Id<'Account'> | null
  readonly reason: 'first' | 'import'
}

/**
 * Adds variants with their places. Nobody waits for these places: their names are new, and nobody
 * else knows them before the commit.
 */
export async function addVariants(
  engine: Engine,
  tx: Tx,
  { storeId, added, byId, reason }: Adding,
): Promise<void> {
  if (added.length === 0) return
  await queries.insertVariants(tx, storeId, added)
  await makePlaces(
    tx,
    storeId,
    added.map(({ id, placeId: place, stocked }) => ({
      ...{ id: place, key: rules.stockKey(id), capacity: stocked, startsAt: null },
    })),
  )
  const stocked = added.filter((one) => one.stocked > 0)
  if (stocked.length === 0) return
  await queries.insertStockChanges(
    tx,
    storeId,
    stocked.map((one) => ({
      ...{ id: engine.newId<'StockChange'>(), variantId: one.id, delta: one.stocked },
      ...{ stocked: one.stocked, reason, note: '', byId },
    })),
  )
}
