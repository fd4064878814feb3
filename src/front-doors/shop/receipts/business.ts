import type { Engine } from '../../../engine.ts'
import { nobody } from '../../../kernel/business.ts'
import type { Id } from '../../../kernel/id.ts'
import { writeBusiness } from '../../../stores/business/operations.ts'
import { onOwn, type StoreAsk } from '../../../stores/operations.ts'
import { readStore } from '../../../stores/queries.ts'
import { usualTerms } from '../checkout/fee-rules.ts'
import { marketMissing } from '../rules.ts'
import { type Business, readBusiness, writeReturnFee } from './queries.ts'

const unsaid: Business = { ...nobody, returnFee: usualTerms.fee }

/** Who sells in a shop. Problem: market-missing. */
export async function showBusiness(engine: Engine, storeId: Id<'Store'>): Promise<Business> {
  const cell = engine.cell(storeId)
  const [store, business] = await Promise.all([
    readStore(cell, storeId),
    readBusiness(cell, storeId),
  ])
  if (!store) throw marketMissing()
  return business ?? unsaid
}

/** Problems in order: market-missing, business-number-wrong. */
export const setBusiness = (engine: Engine, ask: StoreAsk, given: Business): Promise<Business> =>
  onOwn(engine, ask, async (tx, { id }) => {
    const { returnFee, ...details } = given
    const business = await writeBusiness(tx, id, details)
    await writeReturnFee(tx, id, returnFee)
    return { ...business, returnFee }
  })
