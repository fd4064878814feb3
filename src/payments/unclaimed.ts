import type { Static } from 'typebox'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { readOrders } from '../orders/queries.ts'
import type { Queryable } from '../postgres/sql.ts'
import { PLATFORM_STORE, WALLET_CURRENCY } from '../wallets/charge.ts'
import * as ownerless from '../wallets/ownerless/queries.ts'
import * as ownerlessRules from '../wallets/ownerless/rules.ts'
import { readWallet } from '../wallets/queries.ts'
import { readSpentAhead } from '../wallets/spends/queries.ts'
import * as queries from './queries.ts'
import { paidCharges } from './refund-owed.ts'
import type { LeavingView, UnclaimedView } from './unclaimed-contract.ts'

/** Quotes for an owner who wants to leave: possible later refunds and where they go. */
export async function quoteLeaving(
  { database }: Engine,
  accountId: Id<'Account'>,
): Promise<Static<typeof LeavingView>> {
  const money = (amount: number) => ({ amount, currency: WALLET_CURRENCY })
  const { wallet, spent, charges } = await database.transaction(async (tx) => {
    const [wallet, spent] = await Promise.all([
      readWallet(tx, accountId, WALLET_CURRENCY),
      readSpentAhead(tx, accountId, tx.now),
    ])
    return { wallet, spent, charges: wallet ? await readPaidCharges(tx, wallet.id) : [] }
  })
  // Refunds in progress will be over by then.
  const afterRefunds = charges.map((one) =>
    one.is === 'busy' ? { ...one, is: 'free' as const } : one,
  )
  const { charged = 0, granted = 0, held = 0 } = wallet ?? {}
  const { parts, unclaimed } = ownerlessRules.allocate(spent.charged, afterRefunds)
  const byGateway = Map.groupBy(parts, ({ charge }) => charge.payment.gateway)
  return {
    wallet: { charged: money(charged), granted: money(granted), held: money(held) },
    mayComeBack: money(spent.charged),
    lapses: money(spent.granted),
    gateways: [...byGateway].map(([gateway, some]) => ({
      gateway,
      most: money(some.reduce((sum, { amount }) => sum + amount, 0)),
    })),
    byHand: money(unclaimed),
  }
}

async function readPaidCharges(on: Queryable, walletId: Id<'Wallet'>) {
  const charges = await ownerless.readCharges(on, walletId)
  const ids = charges.map(({ paymentId }) => paymentId)
  return paidCharges(charges, await queries.readPayments(on, PLATFORM_STORE, ids))
}

/** Unclaimed balances, with the references needed to pay them out. */
export async function listUnclaimed(
  { database }: Engine,
  { cursor, limit = 24 }: { readonly cursor?: string; readonly limit?: number },
) {
  const found = await ownerless.listUnclaimed(database, limit + 1, cursor)
  const data = await Promise.all(
    found.slice(0, limit).map((wallet) => unclaimedView(database, wallet)),
  )
  return { data, nextCursor: found.length > limit ? (data.at(-1)?.id ?? null) : null }
}

async function unclaimedView(
  on: Queryable,
  { id, unclaimed, currency, since }: ownerless.UnclaimedWallet,
): Promise<Static<typeof UnclaimedView>> {
  const charges = await readPaidCharges(on, id)
  const orderIds = charges.map(({ orderId }) => orderId)
  const orders = await readOrders(on, PLATFORM_STORE, orderIds)
  const numbers = new Map(orders.map(({ id, number }) => [id, number]))
  return {
    id,
    amount: { amount: unclaimed, currency },
    since: since.toISOString(),
    charges: charges.map(({ orderId, payment, refundable }) => ({
      orderId,
      orderNumber: numbers.get(orderId) ?? '',
      gateway: payment.gateway,
      reference: payment.reference,
      charged: { amount: payment.amount, currency },
      left: { amount: refundable, currency },
    })),
  }
}
