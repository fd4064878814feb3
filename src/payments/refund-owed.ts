import type { Engine } from '../engine.ts'
import { each } from '../kernel/each.ts'
import type { Id } from '../kernel/id.ts'
import { PLATFORM_STORE } from '../wallets/charge-rules.ts'
import * as ownerless from '../wallets/ownerless/queries.ts'
import * as ownerlessRules from '../wallets/ownerless/rules.ts'
import { lockWalletById } from '../wallets/queries.ts'
import { write } from '../wallets/write.ts'
import * as queries from './queries.ts'
import { OWNER_LEFT, requestRefund, sendRefund } from './refund.ts'
import * as rules from './rules.ts'

/** Wallets at a time. */
const AT_ONCE = 64

/**
 * Sends requested refunds to their gateways, and refunds owed balances of ownerless wallets. Both are
 * already recorded: on failure the reconciler retries.
 *
 * @param isOwned whether the order still has a buyer
 */
export async function sendRefunds(
  engine: Engine,
  {
    refunding,
    isOwned,
  }: { readonly refunding: readonly rules.Payment[]; readonly isOwned: boolean },
): Promise<void> {
  await Promise.all([
    ...refunding.map((payment) => sendRefund(engine, payment)),
    isOwned ? undefined : refundOwed(engine),
  ])
}

/**
 * Refunds due owed balances of ownerless wallets through the gateways that charged them. Safe in any
 * number of processes: each wallet is leased by one.
 *
 * @returns the number of wallets processed
 */
export async function refundOwed(engine: Engine): Promise<number> {
  const due = await engine.house.transaction((tx) => ownerless.leaseOwed(tx, AT_ONCE))
  await each(due, { which: ({ id }) => `wallet ${id}` }, ({ id }) => refundOwedOf(engine, id))
  return due.length
}

async function refundOwedOf(engine: Engine, walletId: Id<'Wallet'>): Promise<void> {
  // The set of charges is final; the amount left of each is read again under the locks.
  const known = await ownerless.readCharges(engine.house, walletId)
  const refunding = await engine.cell(PLATFORM_STORE).transaction(async (tx) => {
    const payments = await Promise.all(
      known.map(({ paymentId }) => queries.lockPayment(tx, PLATFORM_STORE, paymentId)),
    )
    const [wallet, charges] = await Promise.all([
      lockWalletById(tx, walletId),
      ownerless.readCharges(tx, walletId),
    ])
    if (!wallet || wallet.owed === 0) return []
    const paid = paidCharges(charges, payments)
    const { parts, unclaimed } = ownerlessRules.allocate(wallet.owed, paid)
    if (unclaimed > 0) {
      const operationKey = `unclaim:${engine.newId()}`
      await write(tx, [ownerlessRules.unclaim(wallet, { operationKey }, unclaimed)])
    }
    const requested: rules.Payment[] = []
    for (const { charge, amount } of parts)
      requested.push(
        await requestRefund(engine, tx, charge.payment, { amount, reason: OWNER_LEFT }),
      )
    return requested
  })
  await Promise.all(refunding.map((payment) => sendRefund(engine, payment)))
}

const free: readonly rules.PaymentState[] = ['fulfilled', 'partially-refunded']

/** Joins charges with their payments. */
export function paidCharges(
  charges: readonly ownerlessRules.Charge[],
  payments: readonly (rules.Payment | undefined)[],
): (ownerlessRules.PaidCharge & { readonly payment: rules.Payment })[] {
  const byId = new Map(payments.map((payment) => [payment?.id, payment]))
  return charges.flatMap((charge) => {
    const payment = byId.get(charge.paymentId)
    if (!payment) return []
    const refundable = (payment.approved ?? 0) - payment.refunded
    return { ...charge, payment, refundable, is: availabilityOf(payment) }
  })
}

function availabilityOf(payment: rules.Payment): ownerlessRules.PaidCharge['is'] {
  if (free.includes(payment.state)) return 'free'
  return rules.isRefunding(payment) ? 'busy' : 'closed'
}
