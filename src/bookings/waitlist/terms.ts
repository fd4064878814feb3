import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { onOwn, type StoreAsk } from '../../stores/operations.ts'
import { readStore } from '../../stores/queries.ts'
import { storeMissing } from '../../stores/rules.ts'
import { DEFAULT_TERMS, type Terms } from '../../waitlist/rules.ts'
import * as queries from './queries.ts'

/** Problem: store-missing. */
export async function showTerms(engine: Engine, storeId: Id<'Store'>): Promise<Terms> {
  const cell = engine.cell(storeId)
  const [store, terms] = await Promise.all([
    readStore(cell, storeId),
    queries.readTerms(cell, storeId),
  ])
  if (!store) throw storeMissing()
  return terms ?? DEFAULT_TERMS
}

/** Who waits already stays, and gets offers only while it is on. Problem: store-missing. */
export const setTerms = (engine: Engine, ask: StoreAsk, terms: Terms): Promise<Terms> =>
  onOwn(engine, ask, async (tx, { id }) => {
    await queries.writeTerms(tx, id, terms)
    return terms
  })
