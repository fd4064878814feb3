import { createHash } from 'node:crypto'
import { type Engine, perEngine } from '../../engine.ts'
import { GroupCommit } from '../../kernel/group-commit.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow } from '../../kernel/problem.ts'
import { readOwnToWrite } from '../../orders/own.ts'
import type { Order } from '../../orders/rules.ts'
import { readTerms } from '../../policies/queries.ts'
import { legalMaximums } from '../../policies/rules.ts'
import { readNow } from '../../postgres/now.ts'
import { versionAt } from '../../terms/versions.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

interface OwnAsk {
  readonly buyerId: Id<'Account'>
  readonly orderId: Id<'Order'>
}

const hashOf = (terms: rules.CancellationTerms): string =>
  createHash('sha256').update(rules.termsText(terms)).digest('hex')

/** The terms of an order: those that it was paid under, else those that it would be. */
async function termsOf(engine: Engine, order: Order) {
  const cell = engine.cell(order.storeId)
  const agreed = await queries.readAgreed(cell, order.storeId, order.id)
  if (agreed) return { ...agreed, agreedAt: agreed.at }
  const [{ policy }, { now }] = await Promise.all([readTerms(cell, order), readNow(cell)])
  const { kind, tiers, grace } = policy ?? legalMaximums.free
  const terms = {
    version: await versionAt(engine, 'cancellation', now),
    policy: { kind, tiers, grace },
  }
  return { ...terms, hash: hashOf(terms), agreedAt: null }
}

/** What a buyer is shown before paying. Problems in order: order-missing, not-yours. */
export const showTerms = async (engine: Engine, ask: OwnAsk) =>
  termsOf(engine, await readOwnToWrite(engine, ask))

/**
 * Keeps that a buyer agrees to the cancellation terms of an order, before its payment starts. What is agreed stays,
 * also when no payment follows. A free order has nothing to agree to.
 * Problems in order: order-missing, not-yours, cancellation-terms-not-accepted.
 */
export async function agree(
  engine: Engine,
  ask: OwnAsk & { readonly cancellationTerms?: string | undefined },
): Promise<void> {
  const order = await readOwnToWrite(engine, ask)
  if (order.amount === 0) return
  const terms = await termsOf(engine, order)
  orThrow(rules.mayPayUnder(terms.hash, ask.cancellationTerms))
  if (terms.agreedAt === null) await keep(engine, order, { ...terms, agreed: 'shown' })
}

/**
 * The same at paths that another product documents: their callers have shown terms of their own contract, and pay
 * under those of the order (docs/decisions/0060). Problems in order: order-missing, not-yours.
 */
export async function agreeByContract(engine: Engine, ask: OwnAsk): Promise<void> {
  const order = await readOwnToWrite(engine, ask)
  const terms = await termsOf(engine, order)
  if (terms.agreedAt === null) await keep(engine, order, { ...terms, agreed: 'by-contract' })
}

const keep = (
  engine: Engine,
  { storeId, id }: Order,
  { hash, version, policy, agreed }: Omit<queries.AgreedTerms, 'orderId'>,
): Promise<void> => writers(engine).submit(storeId, { orderId: id, hash, version, policy, agreed })

/** Agreements of one store that come at once share a commit. */
const writers = perEngine(
  (engine) =>
    new GroupCommit<queries.AgreedTerms, void>(async (rows, storeId) => {
      const id = storeId as Id<'Store'>
      await engine.cell(id).transaction((tx) => queries.insertAgreed(tx, id, rows))
      return rows.map(() => undefined)
    }),
)
