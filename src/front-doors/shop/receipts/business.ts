import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { onOwn, type StoreAsk } from '../../../stores/operations.ts'
import { readStore } from '../../../stores/queries.ts'
import { usualTerms } from '../checkout/fee-rules.ts'
import { marketMissing } from '../rules.ts'
import { businessNumberWrong } from './contract.ts'
import { type Business, readBusiness, writeBusiness } from './queries.ts'
import { businessNumberOf } from './rules.ts'

const nobody: Business = {
  ...{ company: '', representative: '', businessNumber: '', mailOrderNumber: '', address: '' },
  ...{ phone: '', email: null, returnFee: usualTerms.fee },
}

/** Who sells in a shop. Problem: market-missing. */
export async function showBusiness(engine: Engine, storeId: Id<'Store'>): Promise<Business> {
  const cell = engine.cell(storeId)
  const [store, business] = await Promise.all([
    readStore(cell, storeId),
    readBusiness(cell, storeId),
  ])
  if (!store) throw marketMissing()
  return business ?? nobody
}

/** Problems in order: market-missing, business-number-wrong. */
export const setBusiness = (engine: Engine, ask: StoreAsk, given: Business): Promise<Business> =>
  onOwn(engine, ask, async (tx, { id }) => {
    const businessNumber = businessNumberOf(given.businessNumber)
    if (businessNumber === undefined) throw businessNumberWrong()
    const business = { ...given, businessNumber }
    await writeBusiness(tx, id, business)
    return business
  })
