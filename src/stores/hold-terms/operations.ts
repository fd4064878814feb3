import { textsOff } from '../../accounts/phone/rules.ts'
import { verifiedIndexOf } from '../../accounts/phone/verified-index.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { onOwn, type StoreAsk } from '../operations.ts'
import { storeMissing } from '../rules.ts'
import * as queries from './queries.ts'
import { type HoldTerms, phoneNotVerified } from './rules.ts'

/** Problem: store-missing. */
export async function readHoldTerms(engine: Engine, storeId: Id<'Store'>): Promise<HoldTerms> {
  const terms = await queries.readHoldTerms(engine.cell(storeId), storeId)
  if (!terms) throw storeMissing()
  return terms
}

/** Where nobody can verify a number, none is asked for. Problems in order: store-missing, texts-off. */
export const setHoldTerms = (engine: Engine, ask: StoreAsk, terms: HoldTerms): Promise<HoldTerms> =>
  onOwn(engine, ask, async (tx, { id }) => {
    if (terms.phone && !engine.texts) throw textsOff()
    await queries.writeHoldTerms(tx, id, terms)
    return terms
  })

/**
 * Decides for a buyer of whom it is not known yet whether they have a verified number: once more with it, where the
 * store asks for one. So that a sale at other stores looks up nothing of the house.
 */
export async function withPhone<Answer>(
  engine: Engine,
  accountId: Id<'Account'>,
  decide: (hasPhone: boolean) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await decide(false)
  } catch (error) {
    if (!(error instanceof Problem) || error.type !== phoneNotVerified.type) throw error
    if ((await verifiedIndexOf(engine, accountId)) === undefined) throw error
    return decide(true)
  }
}
