import type { Id } from '../../kernel/id.ts'
import type { Currency } from '../../kernel/money.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Tx } from '../../postgres/sql.ts'
import * as wallets from '../queries.ts'
import { balanceShort, type Cause, type Kind, type Wallet } from '../rules.ts'
import { wasPosted, write } from '../write.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

// Each runs in the caller's transaction, after orders and payments are locked. Problems are returned,
// with nothing written. Idempotent by operation key: a retry answers with the current spend.

/**
 * Holds the wallet's part of an order until it is captured or released.
 * Problem: wallet-balance-short.
 */
export async function holdIn(
  tx: Tx,
  ask: rules.SpendCause & {
    readonly accountId: Id<'Account'>
    readonly amount: number
    readonly currency: Currency
  },
): Promise<rules.Spend | Problem> {
  const { accountId, amount, currency, ...cause } = ask
  // Pipelined in this order: reads after the lock are under it.
  const [wallet, done, [known]] = await Promise.all([
    wallets.lockWallet(tx, accountId, currency),
    wasPosted(tx, ask.operationKey, { kind: 'hold', amount }),
    queries.readSpends(tx, ask.storeId, [ask.paymentId]),
  ])
  if (done && known) return known
  if (!wallet) return balanceShort({ available: 0 })
  const moved = rules.take(wallet, 'hold', cause, amount)
  if (moved instanceof Problem) return moved
  await Promise.all([write(tx, [moved]), queries.insertSpends(tx, [moved.spend])])
  return moved.spend
}

interface SpendRef {
  readonly storeId: Id<'Store'>
  readonly paymentId: Id<'Payment'>
  /** Known beforehand, so that spend and wallet are locked in one round trip. */
  readonly walletId: Id<'Wallet'>
  readonly operationKey: string
}

/** Captures a hold as the store's revenue. Problems in order: wallet-spend-missing, -over. */
export const captureIn = (tx: Tx, ask: SpendRef): Promise<rules.Spend | Problem> =>
  move(tx, ask, { kind: 'capture' }, rules.capture)

/** Releases a hold. Problems in order: wallet-spend-missing, -over. */
export const releaseIn = (tx: Tx, ask: SpendRef): Promise<rules.Spend | Problem> =>
  move(tx, ask, { kind: 'release' }, rules.release)

/**
 * Refunds `amount` to the wallet, to the books it came from. An owed balance is refunded through
 * gateways later (payments/refund-owed.ts).
 * Problems in order: wallet-spend-missing, -over, wallet-refund-too-much.
 */
export const refundIn = (
  tx: Tx,
  { amount, ...ask }: SpendRef & { readonly amount: number },
): Promise<rules.Spend | Problem> =>
  move(tx, ask, { kind: 'refund', amount }, (wallet, spend, cause) =>
    rules.refund(wallet, spend, cause, amount),
  )

async function move(
  tx: Tx,
  { storeId, paymentId, walletId, operationKey }: SpendRef,
  operation: { readonly kind: Kind; readonly amount?: number },
  decide: (wallet: Wallet, spend: rules.Spend, cause: Cause) => rules.Moved | Problem,
): Promise<rules.Spend | Problem> {
  // Pipelined in this order: reads after the locks are under them.
  const [spend, wallet, done] = await Promise.all([
    queries.lockSpend(tx, storeId, paymentId),
    wallets.lockWalletById(tx, walletId),
    wasPosted(tx, operationKey, operation),
  ])
  if (!spend || spend.walletId !== wallet?.id) return rules.spendMissing()
  if (done) return spend
  const cause = { operationKey, storeId, orderId: spend.orderId, paymentId }
  const moved = decide(wallet, spend, cause)
  if (moved instanceof Problem) return moved
  await Promise.all([write(tx, [moved]), queries.writeSpend(tx, moved.spend)])
  return moved.spend
}
