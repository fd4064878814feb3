import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { PLATFORM_STORE } from '../wallets/charge.ts'
import * as ownerless from '../wallets/ownerless/queries.ts'
import * as ownerlessRules from '../wallets/ownerless/rules.ts'
import { lockWalletById } from '../wallets/queries.ts'
import { write } from '../wallets/write.ts'
import * as queries from './queries.ts'
import { askRefund, driveRefund, OWNER_LEFT } from './refund.ts'
import * as rules from './rules.ts'

/** Wallets at a time. */
const AT_ONCE = 64

/**
 * Gives back at gateways what was asked for, and passes on what came back to a wallet whose owner has
 * left. Both are written down already: the reconciler does what we could not.
 *
 * @param isOwned whether the order's buyer is still here
 */
export async function driveRefunds(
  engine: Engine,
  {
    refunding,
    isOwned,
  }: { readonly refunding: readonly rules.Payment[]; readonly isOwned: boolean },
): Promise<void> {
  await Promise.all([
    ...refunding.map((payment) => driveRefund(engine, payment)),
    isOwned ? undefined : passOnDue(engine),
  ])
}

/**
 * Passes on what is owed to people who have left: to the gateways that their wallets were charged by,
 * as refunds of those charges. Any number of processes may run it; each wallet is taken by one.
 *
 * @returns how many wallets it looked at
 */
export async function passOnDue(engine: Engine): Promise<number> {
  const due = await engine.database.transaction((tx) => ownerless.leaseOwed(tx, AT_ONCE))
  await Promise.all(due.map(({ id }) => passOn(engine, id)))
  return due.length
}

async function passOn(engine: Engine, walletId: Id<'Wallet'>): Promise<void> {
  // Which charges there are never changes any more; what is left of each is read under the locks.
  const known = await ownerless.readCharges(engine.database, walletId)
  const refunding = await engine.database.transaction(async (tx) => {
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
    const asked: rules.Payment[] = []
    for (const { charge, amount } of parts)
      asked.push(await askRefund(engine, tx, charge.payment, { amount, reason: OWNER_LEFT }))
    return asked
  })
  await Promise.all(refunding.map((payment) => driveRefund(engine, payment)))
}

const free: readonly rules.PaymentState[] = ['fulfilled', 'partially-refunded']

/** Charges with what their payments say of them. */
export function paidCharges(
  charges: readonly ownerlessRules.Charge[],
  payments: readonly (rules.Payment | undefined)[],
): (ownerlessRules.PaidCharge & { readonly payment: rules.Payment })[] {
  const byId = new Map(payments.map((payment) => [payment?.id, payment]))
  return charges.flatMap((charge) => {
    const payment = byId.get(charge.paymentId)
    if (!payment) return []
    const refundable = (payment.approved ?? 0) - payment.refunded
    return { ...charge, payment, refundable, is: freedomOf(payment) }
  })
}

function freedomOf(payment: rules.Payment): ownerlessRules.PaidCharge['is'] {
  if (free.includes(payment.state)) return 'free'
  return rules.isRefunding(payment) ? 'busy' : 'closed'
}
