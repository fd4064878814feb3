import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import type { Queryable } from '../../postgres/sql.ts'
import {
  countedSince,
  type DepositTerms,
  neverCame,
  whyDeposit,
} from '../../stores/hold-terms/deposit-rules.ts'
import { readDepositTerms, writeDepositTerms } from '../../stores/hold-terms/queries.ts'
import { onOwn, type StoreAsk } from '../../stores/operations.ts'
import { storeMissing } from '../../stores/rules.ts'
import { countVisits } from './queries.ts'

/** Problem: store-missing. */
export async function showDeposits(engine: Engine, storeId: Id<'Store'>) {
  const found = await readDepositTerms(engine.cell(storeId), storeId)
  if (!found) throw storeMissing()
  return { onlyOf: found.terms }
}

/** Problem: store-missing. */
export const setDeposits = (engine: Engine, ask: StoreAsk, onlyOf: DepositTerms | null) =>
  onOwn(engine, ask, async (tx, { id }) => {
    await writeDepositTerms(tx, id, onlyOf)
    return { onlyOf }
  })

/** Whether a store asks others for its deposits, and not the buyer of an order. */
export async function paysNoDeposit(
  on: Queryable,
  { storeId, buyerId }: { readonly storeId: Id<'Store'>; readonly buyerId: Id<'Account'> | null },
  now: Date,
): Promise<boolean> {
  return (
    buyerId !== null && (await exemptOf(on, { storeId, buyerIds: [buyerId] }, now)).has(buyerId)
  )
}

interface BuyersOf {
  readonly storeId: Id<'Store'>
  readonly buyerIds: readonly Id<'Account'>[]
}

/** Those of some buyers whom a store, which asks others for its deposits, does not ask. */
export async function exemptOf(
  on: Queryable,
  { storeId, buyerIds }: BuyersOf,
  now: Date,
): Promise<ReadonlySet<Id<'Account'>>> {
  const terms = (await readDepositTerms(on, storeId))?.terms
  if (!terms) return new Set()
  const marked = await countVisits(on, storeId, buyerIds, countedSince(now, terms))
  return new Set(
    buyerIds.filter((id) => whyDeposit(terms, marked.get(id) ?? neverCame) === undefined),
  )
}

/** What a guest is told before they claim, of what is known now. Problem: store-missing. */
export async function showOwnDeposit(
  engine: Engine,
  { storeId, accountId }: { readonly storeId: Id<'Store'>; readonly accountId: Id<'Account'> },
) {
  const cell = engine.cell(storeId)
  const found = await readDepositTerms(cell, storeId)
  if (!found) throw storeMissing()
  const { terms, now } = found
  if (!terms) return { isAsked: true, why: 'everybody' as const, onlyOf: null }
  const marked = await countVisits(cell, storeId, [accountId], countedSince(now, terms))
  const why = whyDeposit(terms, marked.get(accountId) ?? neverCame) ?? null
  return { isAsked: why !== null, why, onlyOf: terms }
}
