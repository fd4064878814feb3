import { findNames } from '../../../accounts/queries.ts'
import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { page } from '../../../kernel/page.ts'
import { orThrow } from '../../../kernel/problem.ts'
import { lockPlaces, resizePlaces } from '../../../places/queries.ts'
import { resize } from '../../../places/rules.ts'
import { answerOnce, type Once } from '../../../postgres/once.ts'
import type { Tx } from '../../../postgres/sql.ts'
import { onOwn, readOwn, type StoreAsk } from '../../../stores/operations.ts'
import * as queries from './catalogue-queries.ts'
import { readOwnVariant } from './own.ts'
import * as rules from './rules.ts'

export interface VariantAsk extends StoreAsk {
  readonly variantId: Id<'Variant'>
}

interface StockAsk {
  readonly delta: number
  readonly reason: rules.StockReason
  readonly note: string
}

/**
 * Changes what is stocked of a variant, under the lock of its place: claims read it behind the same one.
 * Problems in order: market-missing, those of the key, variant-missing, stock-taken, stock-too-much.
 */
export const changeStock = (
  engine: Engine,
  ask: VariantAsk,
  change: StockAsk,
  once: Once | undefined,
) =>
  onOwn(engine, ask, (tx) =>
    answerOnce(tx, once, async () => {
      const { storeId, variantId } = ask
      const known = await queries.readVariant(tx, storeId, variantId)
      if (!known) throw rules.variantMissing()
      const byId = ask.by.callerId
      await changeStocks(engine, tx, storeId, [{ ...change, variant: known, byId }])
      return readOwnVariant(tx, ask)
    }),
  )

export interface StockStep {
  readonly variant: queries.KeptVariant
  readonly delta: number
  readonly reason: rules.StockReason | 'import'
  readonly note: string
  readonly byId: Id<'Account'> | null
}

/** Locks the places of some variants. */
export const lockStock = (
  tx: Tx,
  storeId: Id<'Store'>,
  variants: readonly Pick<queries.KeptVariant, 'placeId'>[],
) =>
  lockPlaces(
    tx,
    storeId,
    variants.map(({ placeId }) => placeId),
  )

/**
 * Changes what is stocked of some variants, each once. Under the lock of their shop, so that what is
 * known of the variants is still so; behind the lock of their places, what is taken is.
 * Problems in order: stock-taken, stock-too-much.
 */
export async function changeStocks(
  engine: Pick<Engine, 'newId'>,
  tx: Tx,
  storeId: Id<'Store'>,
  steps: readonly StockStep[],
): Promise<void> {
  if (steps.length === 0) return
  const places = await lockStock(
    tx,
    storeId,
    steps.map(({ variant }) => variant),
  )
  const placeOf = new Map(places.map((place) => [place.id, place]))
  const changed = steps.map(({ variant, ...step }) => {
    const place = placeOf.get(variant.placeId)
    if (!place) throw new Error('a variant has no place')
    const taken = place.capacity - place.remaining
    const stocked = orThrow(rules.restock(variant.stocked, step.delta, taken))
    return { place: resize(place, stocked), stocked, variantId: variant.id, ...step }
  })
  const changes = changed.map(({ place: _, ...change }) => ({
    ...change,
    id: engine.newId<'StockChange'>(),
  }))
  await queries.writeStock(tx, storeId, changes)
  await queries.insertStockChanges(tx, storeId, changes)
  await resizePlaces(
    tx,
    storeId,
    changed.map(({ place }) => place),
  )
}

/** What was changed of a variant's stock, latest first. Problems in order: market-missing, variant-missing. */
export async function listStockChanges(
  engine: Engine,
  ask: VariantAsk,
  { cursor, limit = 50 }: { readonly cursor?: string | undefined; readonly limit?: number },
) {
  await readOwn(engine, ask)
  const cell = engine.cell(ask.storeId)
  const paged = { before: cursor, limit: limit + 1 }
  const [variant, rows] = await Promise.all([
    queries.readVariant(cell, ask.storeId, ask.variantId),
    queries.listStockChanges(cell, ask.storeId, ask.variantId, paged),
  ])
  if (!variant) throw rules.variantMissing()
  const { data, nextCursor } = page(rows, limit, ({ id }) => id)
  const byIds = new Set(data.flatMap(({ byId }) => byId ?? []))
  const found = byIds.size > 0 ? await findNames(engine.house, [...byIds]) : []
  const names = new Map<string, string>(found.map(({ id, name }) => [id, name]))
  return {
    data: data.map(({ id: stockChangeId, byId, at, delta, stocked, reason, note }) => ({
      ...{ stockChangeId, delta, stocked, reason, note, at: at.toISOString() },
      by: names.get(byId ?? '') ?? null,
    })),
    nextCursor,
  }
}
