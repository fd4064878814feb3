import type { Id } from '../kernel/id.ts'
import { orThrow } from '../kernel/problem.ts'
import type { Tx } from '../postgres/sql.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { write } from './write.ts'

/**
 * Removes the owner from their wallets when they leave. Granted balance lapses to the platform; the
 * entries stay. Later refunds of stores go the chosen way. Runs after the orders, by lock order.
 * Throws wallet-not-empty.
 */
export async function anonymizeWallet(
  tx: Tx,
  accountId: Id<'Account'>,
  { moneyBack }: { readonly moneyBack: rules.WayBack },
): Promise<void> {
  const wallets = await queries.lockOwnWallets(tx, accountId)
  const lapsed = wallets.flatMap(
    (wallet) => orThrow(rules.lapse(wallet, { operationKey: `lapse:${wallet.id}` })) ?? [],
  )
  if (lapsed.length > 0) await write(tx, lapsed)
  await queries.anonymizeOwner(tx, accountId, moneyBack)
}
