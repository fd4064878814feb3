import type { Id } from '../kernel/id.ts'
import { orThrow } from '../kernel/problem.ts'
import type { Tx } from '../postgres/sql.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { write } from './write.ts'

/**
 * Lets a person go whose wallet holds no money of theirs: gifts go back to the house, the entries
 * stay, and nobody knows any more whose they were. What stores give back later takes the way that
 * was chosen. Comes after the orders, by the order of locks.
 * Throws wallet-not-empty: money first.
 */
export async function forgetWallet(
  tx: Tx,
  accountId: Id<'Account'>,
  { moneyBack }: { readonly moneyBack: rules.WayBack },
): Promise<void> {
  const wallets = await queries.lockOwnWallets(tx, accountId)
  const lapsed = wallets.flatMap(
    (wallet) => orThrow(rules.lapse(wallet, { operationKey: `lapse:${wallet.id}` })) ?? [],
  )
  if (lapsed.length > 0) await write(tx, lapsed)
  await queries.forgetOwner(tx, accountId, moneyBack)
}
