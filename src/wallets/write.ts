import type { Tx } from '../postgres/sql.ts'
import { writeLeft } from './left/queries.ts'
import * as queries from './queries.ts'
import type { Kind, Posted } from './rules.ts'

/** Writes what rules decided on locked wallets, in order: transfers, entries and balances. */
export async function write(tx: Tx, posted: readonly Posted[]): Promise<void> {
  const wallets = new Map(posted.map(({ wallet }) => [wallet.id, wallet]))
  const left = [...wallets.values()].filter(({ wayBack }) => wayBack)
  await Promise.all([
    queries.insertTransfers(
      tx,
      posted.map(({ transfer }) => transfer),
    ),
    queries.writeWallets(tx, [...wallets.values()]),
    left.length > 0 && writeLeft(tx, left),
  ])
}

/**
 * Whether an operation was done before. Asked under the wallet's lock, so that whoever repeats it
 * at the same time waits for the first. The same key for something else is a bug of the caller.
 */
export async function wasDone(
  tx: Tx,
  operationKey: string,
  asked: { readonly kind: Kind; readonly amount?: number },
): Promise<boolean> {
  const done = await queries.readDone(tx, operationKey)
  if (!done) return false
  if (done.kind !== asked.kind || done.amount !== (asked.amount ?? done.amount))
    throw new Error(`${operationKey} was a ${done.kind} of ${done.amount}`)
  return true
}
