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
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { wasDone, write } from './write.ts'

/** The house's own store, made with the tables: what it sells is charged balance. */
export const HOUSE_STORE: Id<'Store'> = '6a617269-0000-4000-8000-000000000001'
export const HOUSE_CURRENCY: Currency = 'KRW'

const HOLD_SECONDS = 30 * 60

/** Whether an order buys charged balance: when it is paid, `creditIn` must come with it. */
export const isCharge = ({ storeId }: Pick<Order, 'storeId'>): boolean => storeId === HOUSE_STORE

/**
 * Begins a charge: a ready order at the house's store, paid for like any other. Its place is the
 * amount, of which there is always more; so whoever asks for the same amount again gets the same
 * order, and late money finds its place. What else is being charged is counted under the wallet's
 * lock.
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
  const item = { offers: standings, what: { buyerId, amount } }
  return claimOffered(engine, {
    storeId: HOUSE_STORE,
    buyerId,
    once,
    items: [item],
    draft(offers, now) {
      const { charged, begun } = offers.of(item) ?? { charged: 0, begun: [] }
      const waiting = rules.waitingFor(begun, amount, now)
      const allowed = rules.mayCharge(amount, { charged, waiting })
      if (allowed instanceof Problem) return allowed
      // Whoever comes after it in the same batch has so much less room.
      begun.push({ amount, expiresAt: later(now, HOLD_SECONDS), pinnedAt: null })
      const place = { ...offers.placeOf(item), capacity: 1_000_000_000, startsAt: null }
      const lines = [{ place, quantity: 1, unitPrice: amount }]
      return { title: '지갑 충전', holdSeconds: HOLD_SECONDS, lines, answer }
    },
  })
}

interface Charge {
  readonly buyerId: Id<'Account'>
  readonly amount: number
}

interface Standing {
  readonly charged: number
  readonly begun: rules.BegunCharge[]
}

/** What people have charged and begun to charge. Their wallets are locked until the batch is over. */
const standings: Offers<Charge, Standing> = {
  placeKey: ({ amount }) => `charge/${amount}`,
  key: ({ buyerId }) => buyerId,
  async read(on, storeId, asked) {
    const buyerIds = asked.map(({ what }) => what.buyerId)
    // Sent together, done in this order: what is read after the lock is read under it.
    const [, wallets, begun] = await Promise.all([
      queries.openWallets(on, buyerIds, HOUSE_CURRENCY),
      queries.lockWallets(on, buyerIds),
      queries.readBegun(on, storeId, buyerIds),
    ])
    const begunBy = Map.groupBy(begun, ({ buyerId }) => buyerId)
    const inWon = wallets.filter(({ currency }) => currency === HOUSE_CURRENCY)
    return new Map(
      inWon.map(({ accountId, charged }) => [
        accountId,
        { charged, begun: [...(begunBy.get(accountId) ?? [])] },
      ]),
    )
  },
}

/**
 * Whether a charge that is about to be paid for still fits: since it began, a refund may have filled
 * the wallet. Problem: wallet-full.
 */
export async function fits(on: Queryable, order: Order): Promise<true | Problem> {
  if (!isCharge(order) || order.buyerId === null) return true
  const wallet = await queries.readWallet(on, order.buyerId, order.currency)
  return rules.hasRoom(wallet?.charged ?? 0, order.amount)
}

/** Which payment brought the money, or takes it back. */
export interface ChargeCause {
  readonly storeId: Id<'Store'>
  readonly orderId: Id<'Order'>
  readonly paymentId: Id<'Payment'>
  readonly gateway: string
  readonly operationKey: string
}

/**
 * What a charge's order bought, in the transaction in which the order becomes paid and before it
 * does: a problem says that the money cannot stay and must go back.
 * Problems in order: wallet-missing (who ordered has left), wallet-full.
 */
export const creditIn = async (
  tx: Tx,
  order: Order,
  payment: { readonly id: Id<'Payment'>; readonly gateway: string },
): Promise<rules.Wallet | Problem> =>
  order.buyerId === null
    ? rules.walletMissing()
    : chargeIn(tx, {
        accountId: order.buyerId,
        amount: order.amount,
        currency: order.currency,
        storeId: order.storeId,
        orderId: order.id,
        paymentId: payment.id,
        gateway: payment.gateway,
        operationKey: `charge:${order.id}`,
      })

/**
 * Money arrived through a gateway for a wallet. The same operation key again changes nothing.
 * Problem: wallet-full.
 *
 * @returns the wallet as it is now
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
  // Sent together, done in this order: what is read after the lock is read under it.
  const [, wallet, done] = await Promise.all([
    queries.openWallet(tx, accountId, currency),
    queries.lockWallet(tx, accountId, currency),
    wasDone(tx, ask.operationKey, { kind: 'charge', amount }),
  ])
  if (!wallet) return rules.walletMissing()
  if (done) return wallet
  const posted = rules.charge(wallet, cause, amount)
  if (posted instanceof Problem) return posted
  await write(tx, [posted])
  return posted.wallet
}

/**
 * What of a charge its owner can take back: what is left of it, as far as it is unspent.
 *
 * @param find finds the wallet, and locks it where that matters
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
 * A charge is given back, wholly or in part: taken from the wallet in the transaction that asks the
 * gateway for the refund, so that it cannot be spent in the meantime. The same operation key again
 * changes nothing.
 * Problems in order: wallet-missing (this payment has charged nothing), charge-spent.
 *
 * @returns the wallet as it is now
 */
export async function unchargeIn(
  tx: Tx,
  ask: ChargeCause & { readonly amount: number },
): Promise<rules.Wallet | Problem> {
  const { amount, ...cause } = ask
  const [wallet, done, { left }] = await Promise.all([
    queries.lockCharged(tx, ask),
    wasDone(tx, ask.operationKey, { kind: 'uncharge', amount }),
    queries.readCharge(tx, ask.storeId, ask.orderId),
  ])
  if (!wallet) return rules.walletMissing()
  if (done) return wallet
  const posted = rules.uncharge(wallet, cause, amount, left)
  if (posted instanceof Problem) return posted
  await write(tx, [posted])
  return posted.wallet
}

/** Whether `unchargeIn` took something under this operation key. */
export const wasTakenBack = (tx: Tx, operationKey: string): Promise<boolean> =>
  wasDone(tx, operationKey, { kind: 'uncharge' })

/**
 * The gateway refused to give a charge back: what `unchargeIn` took is in the wallet again, or waits
 * for a person to pay it out where the owner has left. The same operation key again changes nothing.
 */
export async function rechargeIn(
  tx: Tx,
  ask: ChargeCause & { readonly amount: number },
): Promise<void> {
  const { amount, ...cause } = ask
  const [wallet, done] = await Promise.all([
    queries.lockCharged(tx, ask),
    wasDone(tx, ask.operationKey, { kind: 'recharge', amount }),
  ])
  if (wallet && !done) await write(tx, [rules.recharge(wallet, cause, amount)])
}

/**
 * The gateway gave a charge back without being asked: the wallet has it no more, and what of it was
 * spent is the house's loss. The same operation key again changes nothing.
 */
export async function loseIn(
  tx: Tx,
  ask: ChargeCause & { readonly amount: number },
): Promise<void> {
  const { amount, ...cause } = ask
  const [wallet, done] = await Promise.all([
    queries.lockCharged(tx, ask),
    wasDone(tx, ask.operationKey, { kind: 'uncharge', amount }),
  ])
  if (wallet && !done) await write(tx, [rules.lose(wallet, cause, amount)])
}
