import type { Static } from 'typebox'
import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { orThrow } from '../../../kernel/problem.ts'
import { onOwn, type StoreAsk } from '../../../stores/operations.ts'
import { marketMissing } from '../rules.ts'
import type { DeliveryTermsView } from './contract.ts'
import { checkTerms, type DeliveryTerms, unsaidTerms } from './fee-rules.ts'
import { readTill, writeTerms } from './till-queries.ts'

type View = Static<typeof DeliveryTermsView>

/** Problem: market-missing. */
export async function showTerms(engine: Engine, storeId: Id<'Store'>): Promise<View> {
  const till = await readTill(engine.cell(storeId), storeId)
  if (!till) throw marketMissing()
  return termsView(till.terms ?? unsaidTerms)
}

/** Problems in order: market-missing, delivery-terms-wrong. */
export const putTerms = (engine: Engine, ask: StoreAsk, terms: DeliveryTerms): Promise<View> =>
  onOwn(engine, ask, async (tx) => {
    const kept = orThrow(checkTerms(terms))
    await writeTerms(tx, ask.storeId, kept)
    return termsView(kept)
  })

const termsView = ({ areas, ...terms }: DeliveryTerms): View => ({
  ...terms,
  areas: areas.map(({ ranges, ...area }) => ({ ...area, ranges: [...ranges] })),
})
