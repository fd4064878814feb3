import { lockAccountForShare } from '../accounts/queries.ts'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import type { Currency } from '../kernel/money.ts'
import { Problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import { type Claim, type ClaimAnswer, claimOffered } from '../orders/claim.ts'
import type { Offers } from '../orders/offers.ts'
import type { Order } from '../orders/rules.ts'
import type { Once } from '../postgres/once.ts'
import type { Queryable, Tx } from '../postgres/sql.ts'
import { CHARGE_TITLE, isCharge, PLATFORM_STORE } from './charge-rules.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { wasPosted, write } from './write.ts'

export const WALLET_CURRENCY: Currency = 'KRW'

const HOLD_SECONDS = 30 * 60

/**
 * Opens a charge: a ready order at the platform's store, paid like any other. Its place is the
 * amount, with unlimited capacity: the same amount again gives the same order, and a late payment
 * finds its place. Other open charges are counted under the wallet's lock.
 * Problems in order: those of the key, charge-out-of-range, wallet-full, those of `claim`.
 */
export function openCharge(
  engine: Engine,
  ask: {
    readonly buyerId: Id<'Account'>
    readonly amount: number
    readonly once: Once
    readonly answer: NonNullable<Claim['answer']>
  },
): Promise<ClaimAnswer> {
  const { buyerId, amount, once, answer } = ask
  const item = { offers: chargeTotals, what: { buyerId, amount } }
  return claimOffered(engine, {
    storeId: PLATFORM_STORE,
    buyerId,
    once,
    items: [item],
    draft(offers, now) {
      const { charged, openCharges } = offers.of(item) ?? { charged: 0, openCharges: [] }
      const pending = rules.pendingAmount(openCharges, amount, now)
      const allowed = rules.mayCharge(amount, { charged, pending })
      if (allowed instanceof Problem) return allowed
      // Later claims of the same batch must count this one.
      openCharges.push({ amount, expiresAt: later(now, HOLD_SECONDS), pinnedAt: null })
      const place = { ...offers.placeOf(item), capacity: 1_000_000_000, startsAt: null }
      const lines = [{ place, quantity: 1, unitPrice: amount }]
      return { title: CHARGE_TITLE.ko, holdSeconds: HOLD_SECONDS, lines, answer }
    },
  })
}

interface Charge {
  readonly buyerId: Id<'Account'>
  readonly amount: number
}

interface ChargeTotals {
  readonly charged: number
  readonly openCharges: rules.PendingCharge[]
}

/** Balances and open charges of buyers. Locks their wallets until the batch commits. */
const chargeTotals: Offers<Charge, ChargeTotals> = {
  placeKey: ({ amount }) => `charge/${amount}`,
  key: ({ buyerId }) => buyerId,
  async read(on, storeId, items) {
    const buyerIds = items.map(({ what }) => what.buyerId)
    // Pipelined in this order: reads after the lock are under it.
    const [, wallets, open] = await Promise.all([
      queries.openWallets(on, buyerIds, WALLET_CURRENCY),
      queries.lockWallets(on, buyerIds),
      queries.readPendingCharges(on, storeId, buyerIds),
    ])
    const openByBuyer = Map.groupBy(open, ({ buyerId }) => buyerId)
    const inWon = wallets.filter(({ currency }) => currency === WALLET_CURRENCY)
    return new Map(
      inWon.map(({ accountId, charged }) => [
        accountId,
        { charged, openCharges: [...(openByBuyer.get(accountId) ?? [])] },
      ]),
    )
  },
}

/**
 * Whether the wallet still has room for a charge that is about to be paid: a refund may have filled it
 * meanwhile. Other orders always pass. Problem: wallet-full.
 */
export async function checkChargeRoom(on: Queryable, order: Order): Promise<true | Problem> {
  if (!isCharge(order) || order.buyerId === null) return true
  const wallet = await queries.readWallet(on, order.buyerId, order.currency)
  return rules.hasRoom(wallet?.charged ?? 0, order.amount)
}

/** The payment that charges the wallet, or refunds a charge. */
export interface ChargeCause {
  readonly storeId: Id<'Store'>
  readonly orderId: Id<'Order'>
  readonly paymentId: Id<'Payment'>
  readonly gateway: string
  readonly operationKey: string
}

/**
 * Credits the wallet of a charge's buyer, in the transaction that pays the order and before it is
 * paid. On a problem the payment must be refunded.
 * Problems in order: wallet-missing (the buyer has left), wallet-full.
 */
export async function creditIn(
  tx: Tx,
  order: Order,
  payment: { readonly id: Id<'Payment'>; readonly gateway: string },
): Promise<rules.Wallet | Problem> {
  const { buyerId: accountId, amount, currency, storeId, id: orderId } = order
  if (accountId === null || !(await lockAccountForShare(tx, accountId)))
    return rules.walletMissing()
  return chargeIn(tx, {
    ...{ accountId, amount, currency, storeId, orderId },
    paymentId: payment.id,
    gateway: payment.gateway,
    operationKey: `charge:${orderId}`,
  })
}

/**
 * Credits a wallet with money received through a gateway. Idempotent by operation key.
 * Problem: wallet-full.
 *
 * @returns the wallet after it
 */
export async function chargeIn(
  tx: Tx,
  ask: ChargeCause & {
    readonly accountId: Id<'Account'>
    readonly amount: number
    readonly currency: Currency
  },
): Promise<rules.Wallet | Problem> {
  const { accountId, amount, currency, ...cause } = ask
  // Pipelined in this order: reads after the lock are under it.
  const [, wallet, done] = await Promise.all([
    queries.openWallet(tx, accountId, currency),
    queries.lockWallet(tx, accountId, currency),
    wasPosted(tx, ask.operationKey, { kind: 'charge', amount }),
  ])
  if (!wallet) return rules.walletMissing()
  if (done) return wallet
  const posted = rules.charge(wallet, cause, amount)
  if (posted instanceof Problem) return posted
  await write(tx, [posted])
  return posted.wallet
}

/**
 * The refundable amount of a charge: what is left of it and not spent.
 *
 * @param find reads the charged wallet, with or without a lock
 */
export async function unspentOf<On extends Queryable>(
  on: On,
  { storeId, id: orderId }: Pick<Order, 'storeId' | 'id'>,
  find: (
    on: On,
    charge: { storeId: Id<'Store'>; orderId: Id<'Order'> },
  ) => Promise<rules.Wallet | undefined>,
): Promise<number> {
  const [wallet, { left }] = await Promise.all([
    find(on, { storeId, orderId }),
    queries.readCharge(on, storeId, orderId),
  ])
  return wallet ? rules.unspent(wallet, left) : 0
}

/**
 * Debits a charge, or a part of it, in the transaction that requests the gateway's refund, so that it
 * cannot be spent meanwhile. Idempotent by operation key.
 * Problems in order: wallet-missing (this payment charged nothing), charge-spent.
 *
 * @returns the wallet after it
 */
export async function unchargeIn(
  tx: Tx,
  ask: ChargeCause & { readonly amount: number },
): Promise<rules.Wallet | Problem> {
  const { amount, ...cause } = ask
  const [wallet, done, { left }] = await Promise.all([
    queries.lockCharged(tx, ask),
    wasPosted(tx, ask.operationKey, { kind: 'uncharge', amount }),
    queries.readCharge(tx, ask.storeId, ask.orderId),
  ])
  if (!wallet) return rules.walletMissing()
  if (done) return wallet
  const posted = rules.uncharge(wallet, cause, amount, left)
  if (posted instanceof Problem) return posted
  await write(tx, [posted])
  return posted.wallet
}

/** Whether `unchargeIn` debited the wallet under this operation key. */
export const wasUncharged = (tx: Tx, operationKey: string): Promise<boolean> =>
  wasPosted(tx, operationKey, { kind: 'uncharge' })

/**
 * Reverses `unchargeIn` after the gateway refused the refund; in an ownerless wallet the amount
 * becomes unclaimed. Idempotent by operation key.
 */
export async function rechargeIn(
  tx: Tx,
  ask: ChargeCause & { readonly amount: number },
): Promise<void> {
  const { amount, ...cause } = ask
  const [wallet, done] = await Promise.all([
    queries.lockCharged(tx, ask),
    wasPosted(tx, ask.operationKey, { kind: 'recharge', amount }),
  ])
  if (wallet && !done) await write(tx, [rules.recharge(wallet, cause, amount)])
}

/**
 * Debits a charge that was refunded at the gateway without our request; what was spent of it is the
 * platform's loss. Idempotent by operation key.
 */
export async function writeOffIn(
  tx: Tx,
  ask: ChargeCause & { readonly amount: number },
): Promise<void> {
  const { amount, ...cause } = ask
  const [wallet, done] = await Promise.all([
    queries.lockCharged(tx, ask),
    wasPosted(tx, ask.operationKey, { kind: 'uncharge', amount }),
  ])
  if (wallet && !done) await write(tx, [rules.writeOff(wallet, cause, amount)])
}
