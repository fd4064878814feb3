import type { Engine } from '../../../../engine.ts'
import { sumInTurn } from '../../../../kernel/each.ts'
import type { Id } from '../../../../kernel/id.ts'
import { orThrow } from '../../../../kernel/problem.ts'
import { placeId } from '../../../../places/place-id.ts'
import { inCells } from '../../../../postgres/cells.ts'
import { answerOnce, type Once } from '../../../../postgres/once.ts'
import type { Tx } from '../../../../postgres/sql.ts'
import { onOwn, readOwn, type StoreAsk } from '../../../../stores/operations.ts'
import { lockOwnStore } from '../../../../stores/queries.ts'
import { addVariants } from '../catalogue.ts'
import { findSkus, insertProducts, writeProducts, writeVariants } from '../catalogue-queries.ts'
import { listCategories } from '../category-queries.ts'
import { stockKey } from '../rules.ts'
import { changeStocks, lockStock } from '../stock.ts'
import { type Known, type Plan, planRows } from './plan-rules.ts'
import * as queries from './queries.ts'
import * as rules from './row-rules.ts'

/** Rows in one transaction. */
const BATCH = 200
const LISTED = 10

/** UTF-8, or what a Korean Excel writes. Problem: file-unreadable. */
function textOf(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'euc-kr']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // the next one
    }
  }
  throw rules.fileUnreadable()
}

/**
 * Takes a file of products in; a job works it off. It is read before the shop is locked.
 * Problems in order: market-missing, file-unreadable, those of `readFile`, those of the key,
 * import-running.
 */
export async function startImport(
  engine: Engine,
  ask: StoreAsk,
  bytes: Uint8Array,
  once: Once | undefined,
) {
  const { currency } = await readOwn(engine, ask)
  const read = orThrow(rules.readFile(textOf(bytes), currency))
  return onOwn(engine, ask, (tx) =>
    answerOnce(tx, once, async () => {
      const { storeId } = ask
      if (await queries.hasOpenImport(tx, storeId)) throw rules.importRunning()
      const id = engine.newId<'Import'>()
      await queries.insertImport(tx, { storeId, id, byId: ask.by.callerId, ...read })
      const made = await queries.readImport(tx, storeId, id)
      if (!made) throw new Error('an import was not written')
      return importView(made)
    }),
  )
}

/** The latest imports. Problem: market-missing. */
export async function listImports(engine: Engine, ask: StoreAsk) {
  await readOwn(engine, ask)
  const found = await queries.listImports(engine.cell(ask.storeId), ask.storeId, LISTED)
  return { data: found.map(importView) }
}

const importView = ({ id, createdAt, finishedAt, refusals, ...counts }: queries.Import) => ({
  ...counts,
  ...{ importId: id, refusals: [...refusals] },
  createdAt: createdAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
})

/** Imports in one run of the job. */
const IMPORTS_MOST = 20

/** A job: works off some rows of each import. The lock of its shop keeps other changes out. */
export const importProducts = (engine: Engine): Promise<number> =>
  inCells(engine, async (on) =>
    sumInTurn(
      await queries.listOpen(on, IMPORTS_MOST),
      ({ id }) => `import ${id}`,
      (open) => on.transaction((tx) => importRows(engine, tx, open)),
    ),
  )

async function importRows(engine: Engine, tx: Tx, at: queries.OpenImport): Promise<number> {
  const open = await queries.takeImport(tx, at)
  if (!open) return 0
  const { storeId, id, byId } = open
  await lockOwnStore(tx, { callerId: byId ?? engine.newId<'Account'>(), everyStore: true }, storeId)
  const rows = (await queries.takeRows(tx, storeId, id, BATCH)).map(({ row }) => row)
  const plan = planRows(rows, await readKnown(engine, tx, storeId, rows))
  await writePlan(engine, tx, { storeId, byId, plan })
  const { added, changed, unchanged, refusals } = plan
  const counts = { added: added.length, changed: changed.length, unchanged, refusals }
  await queries.writeProgress(tx, storeId, id, counts)
  return rows.length
}

async function readKnown(
  engine: Engine,
  tx: Tx,
  storeId: Id<'Store'>,
  rows: readonly rules.ImportRow[],
): Promise<Known> {
  const variants = await findSkus(
    tx,
    storeId,
    rows.map(({ sku }) => sku),
  )
  const titles = rows.map(({ title }) => title)
  const owners = variants.map(({ productId }) => productId)
  const places = variants.length > 0 ? await lockStock(tx, storeId, variants) : []
  const products = await queries.findProducts(tx, storeId, titles, owners)
  const ids = products.map(({ id }) => id)
  const [combinations, categories] = await Promise.all([
    queries.listCombinations(tx, storeId, ids),
    listCategories(tx, storeId),
  ])
  const byProduct = Map.groupBy(combinations, ({ productId }) => productId)
  return {
    ...{ storeId, products, newId: engine.newId },
    variants: new Map(variants.map((variant) => [variant.sku, variant])),
    combinations: new Map([...byProduct].map(([id, all]) => [id, all.map(({ values }) => values)])),
    categories: new Map(categories.map(({ id, name }) => [name, id])),
    taken: new Map(places.map(({ id, capacity, remaining }) => [id, capacity - remaining])),
  }
}

interface Writing {
  readonly storeId: Id<'Store'>
  readonly byId: Id<'Account'> | null
  readonly plan: Plan
}

async function writePlan(engine: Engine, tx: Tx, { storeId, byId, plan }: Writing) {
  if (plan.newProducts.length > 0) await insertProducts(tx, storeId, plan.newProducts)
  const added = plan.added.map((variant) => ({
    ...variant,
    placeId: placeId(storeId, stockKey(variant.id)),
  }))
  await addVariants(engine, tx, { storeId, added, byId, reason: 'import' })
  if (plan.changed.length > 0) await writeVariants(tx, storeId, plan.changed)
  const steps = plan.steps.map((step) => ({
    ...{ ...step, reason: 'import' as const, note: '', byId },
  }))
  await changeStocks(engine, tx, storeId, steps)
  if (plan.products.length > 0) await writeProducts(tx, storeId, plan.products)
}
