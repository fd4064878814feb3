import type { Tx } from '../postgres/sql.ts'
import { writeOwnerless } from './ownerless/queries.ts'
import * as queries from './queries.ts'
import type { Kind, Posted } from './rules.ts'

/** Writes decisions on locked wallets, in order: transfers, entries and balances. */
export async function write(tx: Tx, posted: readonly Posted[]): Promise<void> {
  const wallets = new Map(posted.map(({ wallet }) => [wallet.id, wallet]))
  const left = [...wallets.values()].filter(({ wayBack }) => wayBack)
  await Promise.all([
    queries.insertTransfers(
      tx,
      posted.map(({ transfer }) => transfer),
    ),
    queries.writeWallets(tx, [...wallets.values()]),
    left.length > 0 && writeOwnerless(tx, left),
  ])
}

/**
 * Whether the operation key was used before. Called under the wallet's lock, so that concurrent
 * retries wait for the first. Throws if the key was used for another operation.
 */
export async function wasPosted(
  tx: Tx,
  operationKey: string,
  operation: { readonly kind: Kind; readonly amount?: number },
): Promise<boolean> {
  const done = await queries.readTransfer(tx, operationKey)
  if (!done) return false
  if (done.kind !== operation.kind || done.amount !== (operation.amount ?? done.amount))
    throw new Error(`${operationKey} was a ${done.kind} of ${done.amount}`)
  return true
}
