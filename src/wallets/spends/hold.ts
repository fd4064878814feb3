import type { Id } from '../../kernel/id.ts'
import type { Currency } from '../../kernel/money.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Tx } from '../../postgres/sql.ts'
import * as wallets from '../queries.ts'
import { balanceShort, type Cause, type Kind, type Wallet } from '../rules.ts'
import { wasDone, write } from '../write.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

// Each runs in the caller's transaction, after orders and payments were locked, and never throws a
// problem: it returns it, and then has written nothing. The same operation key again changes
// nothing, and answers with the spend as it is now.

/**
 * Sets aside what a wallet is to pay of an order, until it is captured or released.
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
  // Sent together, done in this order: what is read after the lock is read under it.
  const [wallet, done, [known]] = await Promise.all([
    wallets.lockWallet(tx, accountId, currency),
    wasDone(tx, ask.operationKey, { kind: 'hold', amount }),
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
  /** Who spends: the spend and the wallet are locked in one flight. */
  readonly walletId: Id<'Wallet'>
  readonly operationKey: string
}

/** The store gets what was set aside. Problems in order: wallet-spend-missing, -over. */
export const captureIn = (tx: Tx, ask: SpendRef): Promise<rules.Spend | Problem> =>
  move(tx, ask, { kind: 'capture' }, rules.capture)

/** What was set aside goes back. Problems in order: wallet-spend-missing, -over. */
export const releaseIn = (tx: Tx, ask: SpendRef): Promise<rules.Spend | Problem> =>
  move(tx, ask, { kind: 'release' }, rules.release)

/**
 * The store gives `amount` back to the wallet, of the kinds that it came from; what is owed to an
 * owner who has left is passed on after that (payments/pass-on.ts).
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
  asked: { readonly kind: Kind; readonly amount?: number },
  decide: (wallet: Wallet, spend: rules.Spend, cause: Cause) => rules.Moved | Problem,
): Promise<rules.Spend | Problem> {
  // Sent together, done in this order: what is read after the locks is read under them.
  const [spend, wallet, done] = await Promise.all([
    queries.lockSpend(tx, storeId, paymentId),
    wallets.lockWalletById(tx, walletId),
    wasDone(tx, operationKey, asked),
  ])
  if (!spend || spend.walletId !== wallet?.id) return rules.spendMissing()
  if (done) return spend
  const cause = { operationKey, storeId, orderId: spend.orderId, paymentId }
  const moved = decide(wallet, spend, cause)
  if (moved instanceof Problem) return moved
  await Promise.all([write(tx, [moved]), queries.writeSpend(tx, moved.spend)])
  return moved.spend
}
