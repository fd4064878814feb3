import type { Static } from 'typebox'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { readOrders } from '../orders/queries.ts'
import { readNow } from '../postgres/now.ts'
import { WALLET_CURRENCY } from '../wallets/charge.ts'
import { PLATFORM_STORE } from '../wallets/charge-rules.ts'
import * as ownerless from '../wallets/ownerless/queries.ts'
import * as ownerlessRules from '../wallets/ownerless/rules.ts'
import { readWallet } from '../wallets/queries.ts'
import type { Mix } from '../wallets/rules.ts'
import { readSpentAhead } from '../wallets/spends/queries.ts'
import * as queries from './queries.ts'
import { paidCharges } from './refund-owed.ts'
import type { LeavingView, UnclaimedView } from './unclaimed-contract.ts'

/** Quotes for an owner who wants to leave: possible later refunds and where they go. */
export async function quoteLeaving(
  engine: Engine,
  accountId: Id<'Account'>,
): Promise<Static<typeof LeavingView>> {
  const money = (amount: number) => ({ amount, currency: WALLET_CURRENCY })
  const { now } = await readNow(engine.house)
  const [wallet, ...spends] = await Promise.all([
    readWallet(engine.house, accountId, WALLET_CURRENCY),
    ...engine.cells.map(({ database }) => readSpentAhead(database, accountId, now)),
  ])
  const spent = sumOf(spends)
  const charges = wallet ? await readPaidCharges(engine, wallet.id) : []
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

const sumOf = (mixes: readonly Mix[]): Mix => ({
  charged: mixes.reduce((sum, { charged }) => sum + charged, 0),
  granted: mixes.reduce((sum, { granted }) => sum + granted, 0),
})

async function readPaidCharges(engine: Engine, walletId: Id<'Wallet'>) {
  const charges = await ownerless.readCharges(engine.house, walletId)
  const ids = charges.map(({ paymentId }) => paymentId)
  const payments = await queries.readPayments(engine.cell(PLATFORM_STORE), PLATFORM_STORE, ids)
  return paidCharges(charges, payments)
}

/** Unclaimed balances, with the references needed to pay them out. */
export async function listUnclaimed(
  engine: Engine,
  { cursor, limit = 24 }: { readonly cursor?: string; readonly limit?: number },
) {
  const found = await ownerless.listUnclaimed(engine.house, limit + 1, cursor)
  const data = await Promise.all(
    found.slice(0, limit).map((wallet) => unclaimedView(engine, wallet)),
  )
  return { data, nextCursor: found.length > limit ? (data.at(-1)?.id ?? null) : null }
}

async function unclaimedView(
  engine: Engine,
  { id, unclaimed, currency, since }: ownerless.UnclaimedWallet,
): Promise<Static<typeof UnclaimedView>> {
  const charges = await readPaidCharges(engine, id)
  const orderIds = charges.map(({ orderId }) => orderId)
  const orders = await readOrders(engine.cell(PLATFORM_STORE), PLATFORM_STORE, orderIds)
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
