import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { inCells } from '../../../postgres/cells.ts'
import * as queries from './alert-queries.ts'
import { readVariant } from './catalogue-queries.ts'
import { isProductOf } from './queries.ts'
import * as rules from './rules.ts'

/**
 * Waits for a variant that is sold out, to be told once when it is back.
 * Problems in order: variant-missing, variant-in-stock, too-many-restock-alerts.
 */
export async function askAlert(engine: Engine, ask: queries.Alert): Promise<void> {
  await engine.cell(ask.storeId).transaction(async (tx) => {
    const variant = await queries.readOnSale(tx, ask.storeId, ask.variantId)
    if (!variant) throw rules.variantMissing()
    if (variant.left > 0)
      throw rules.inStock({ left: Math.min(variant.left, rules.LEFT_SHOWN_MOST) })
    const written = await queries.insertAlert(tx, ask, rules.ALERTS_MOST)
    if (written === 0) throw rules.tooManyAlerts({ most: rules.ALERTS_MOST })
  })
}

/** Problem: variant-missing. */
export async function endAlert(
  engine: Engine,
  { storeId, variantId, accountId }: queries.Alert,
): Promise<void> {
  const cell = engine.cell(storeId)
  if (!(await readVariant(cell, storeId, variantId))) throw rules.variantMissing()
  await queries.deleteAlert(cell, storeId, variantId, accountId)
}

/** The variants of a product that the caller waits for. Problem: product-missing. */
export async function listAlerts(
  engine: Engine,
  {
    storeId,
    productId,
    accountId,
  }: Omit<queries.Alert, 'variantId'> & { productId: Id<'Product'> },
) {
  const cell = engine.cell(storeId)
  if (!(await isProductOf(cell, storeId, productId as string))) throw rules.productMissing()
  const found = await queries.listAlerts(cell, storeId, productId, accountId)
  return { variantIds: found.map(({ variantId }) => variantId) }
}

const MAILED_AT_ONCE = 100

/** A job: queues mails to those who wait for what is back, who has waited longest first. */
export const mailRestocked = (engine: Engine): Promise<number> =>
  inCells(engine, (on) =>
    on.transaction(async (tx) => {
      const taken = await queries.takeAlerts(tx, MAILED_AT_ONCE)
      const mails = taken.map((alert) => ({
        ...{ ...alert, kind: 'restocked' as const, id: engine.newId<'Mail'>() },
      }))
      if (mails.length > 0) await queries.insertStockMails(tx, mails)
      return taken.length
    }),
  )

/** A job: queues one mail to each shop some of whose stock has become low. */
export const mailLow = (engine: Engine): Promise<number> =>
  inCells(engine, (on) =>
    on.transaction(async (tx) => {
      const storeIds = await queries.takeLow(tx)
      const mails = storeIds.map((storeId) => ({
        ...{ storeId, kind: 'low' as const, id: engine.newId<'Mail'>() },
        ...{ variantId: null, accountId: null },
      }))
      if (mails.length > 0) await queries.insertStockMails(tx, mails)
      return storeIds.length
    }),
  )

const COUNTED_AT_ONCE = 500

/**
 * A job: counts what was sold lately; never anything left to do at once. Reading what all shops have sold may take
 * longer than a request; writing goes on in small pieces, so that no seller waits for all of them.
 */
export const countSold = (engine: Engine): Promise<number> =>
  inCells(engine, async (on) => {
    const left = await on.patient.transaction(queries.listSold)
    while (left.length > 0) {
      const counts = left.splice(0, COUNTED_AT_ONCE)
      await on.transaction((tx) => queries.writeSold(tx, counts))
    }
    return 0
  })
