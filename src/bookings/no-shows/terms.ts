import type { Static } from 'typebox'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'
import { policiesOf } from '../../policies/change.ts'
import type { Queryable, Tx } from '../../postgres/sql.ts'
import { onOwn, type StoreAsk } from '../../stores/operations.ts'
import { readStore } from '../../stores/queries.ts'
import { type Store, storeMissing } from '../../stores/rules.ts'
import { doorsOf } from '../doors.ts'
import type { StoreNoShowTerms } from './contract.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/** What a store says of no-shows, now and next. Problem: store-missing. */
export async function showTerms(
  engine: Engine,
  storeId: Id<'Store'>,
): Promise<Static<typeof StoreNoShowTerms>> {
  const cell = engine.cell(storeId)
  const store = await readStore(cell, storeId)
  if (!store) throw storeMissing()
  const { terms, latest, now } = await queries.readTerms(cell, storeId)
  const kinds = policiesOf(engine, store.door)
  const isComing = latest !== null && now < new Date(latest.appliesAt)
  return {
    terms: terms && termsView(terms),
    next: isComing
      ? { ...termsView(latest), appliesAt: new Date(latest.appliesAt).toISOString() }
      : null,
    currency: store.currency,
    deposits: (await pricesOf(engine, cell, store)).map(({ amount, per }) => ({ amount, per })),
    pricing: store.pricing,
    choices: rules.noShowKinds
      .filter((kind) => kinds.includes(kind))
      .map((kind) => ({ kind, ...rules.legalCaps[kind] })),
  }
}

const termsView = ({ kind, basis, average, keptPercent, group }: rules.NoShowTerms) => ({
  ...{ kind, basis, average, keptPercent },
  group: group && { ...group },
})

/**
 * Says what a store keeps of what is paid when nobody comes: of orders made a minute later or after.
 * Problems in order: store-missing, those of `rules.chooseTerms`.
 */
export const changeTerms = (engine: Engine, ask: StoreAsk, asked: rules.NoShowTerms) =>
  onOwn(engine, ask, async (tx, store) => {
    const deposits = await depositsOf(engine, tx, store)
    const terms = orThrow(rules.chooseTerms(policiesOf(engine, store.door), asked, deposits))
    const appliesAt = later(tx.now, rules.APPLIES_AFTER_SECONDS)
    await queries.insertTerms(tx, store.id, terms, { id: engine.newId(), appliesAt })
  })

/** What is paid as the whole price is no deposit. */
async function depositsOf(engine: Engine, tx: Tx, store: Store): Promise<rules.Deposit[]> {
  return store.pricing.means === 'whole' ? [] : pricesOf(engine, tx, store)
}

async function pricesOf(engine: Engine, on: Queryable, store: Store): Promise<rules.Deposit[]> {
  const found = await Promise.all(
    doorsOf(engine, store).map((door) => door.deposits?.(on, store) ?? []),
  )
  return found.flat().filter(({ amount }) => amount > 0)
}

/**
 * Refuses a deposit that is more than the law allows, as far as the store has said what a meal costs; after it is
 * written, under the lock of the store. Problem: deposit-illegal.
 */
export async function checkDeposits(engine: Engine, tx: Tx, store: Store): Promise<void> {
  const { latest } = await queries.readTerms(tx, store.id)
  const illegal = latest && rules.findIllegalDeposit(latest, await depositsOf(engine, tx, store))
  if (illegal) throw illegal
}
