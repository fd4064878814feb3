import { type Engine, perEngine } from '../engine.ts'
import { GroupCommit } from '../kernel/group-commit.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { taxFreeIn } from '../orders/money-rules.ts'
import { findOwnOrder } from '../orders/own.ts'
import {
  bookerMissing,
  isAlive,
  type Order,
  orderMissing,
  paymentInProgress,
} from '../orders/rules.ts'
import { keyInFlight, type Once, recallMany, rememberFresh } from '../postgres/once.ts'
import type { Queryable, Tx } from '../postgres/sql.ts'
import { WALLET_CURRENCY } from '../wallets/charge.ts'
import { isCharge } from '../wallets/charge-rules.ts'
import { lockForSpending, spendMany } from '../wallets/spends/spend.ts'
import { newPayment, WALLET } from './attempt.ts'
import { close } from './change.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import type { StartAsk } from './start-ask.ts'
import { paymentView } from './view.ts'

/** Currencies of wallets. */
export const walletCurrencies = [WALLET_CURRENCY] as const

interface WalletAsk extends Pick<StartAsk, 'buyerId' | 'orderId' | 'device' | 'once'> {
  readonly paymentId: Id<'Payment'>
}

interface Stored {
  readonly stored: string
  readonly replayed: boolean
}

/**
 * Pays a whole order from its buyer's wallet, with group commit in a lane for each store.
 * Problems in order: order-missing, gateway-missing (a wallet is not charged from a wallet),
 * nothing-to-pay, those of the key, booker-missing, payment-in-progress, those of `spends.spendAll`.
 */
export async function payFromWallet(engine: Engine, ask: StartAsk): Promise<Stored> {
  const own = await findOwnOrder(engine, ask)
  if (isCharge(own)) throw rules.gatewayMissing()
  if (own.amount === 0) throw rules.nothingToPay()
  return grouped(engine).submit(own.storeId, { ...ask, paymentId: engine.newId<'Payment'>() })
}

const grouped = perEngine(
  (engine) =>
    new GroupCommit<WalletAsk, Stored>((asks, storeId) =>
      engine.cell(storeId).transactionAfter(
        (on) => lockAndRead(engine, on, storeId, asks),
        (tx, facts) => payMany(engine, tx, storeId, asks, facts),
      ),
    ),
)

/** Pipelined in this order: reads after the locks are under them. */
async function lockAndRead(
  engine: Engine,
  on: Queryable,
  storeId: Id<'Store'>,
  asks: readonly WalletAsk[],
) {
  let attempts: readonly rules.Payment[] = []
  const [facts, known, unnamed] = await Promise.all([
    lockForSpending(on, storeId, asks, async (orderIds) => {
      attempts = await queries.lockAttemptsOf(on, storeId, orderIds)
    }),
    recallMany(
      on,
      asks.map(({ once }) => once),
    ),
    engine.findUnnamed(
      on,
      storeId,
      asks.map(({ orderId }) => orderId),
    ),
  ])
  return { facts, attempts, known, unnamed: new Set(unnamed.map(({ id }) => id)) }
}

async function payMany(
  engine: Engine,
  tx: Tx,
  storeId: Id<'Store'>,
  asks: readonly WalletAsk[],
  { facts, attempts, known, unnamed }: Awaited<ReturnType<typeof lockAndRead>>,
): Promise<(Stored | Problem)[]> {
  const answers = new Map<WalletAsk, Stored | Problem>()
  const mustName = ({ orderId }: WalletAsk) => {
    const order = facts.orders.get(orderId)
    return order !== undefined && isAlive(order, tx.now) && unnamed.has(orderId)
  }
  asks.forEach((ask, at) => {
    const answer = known[at]
    if (typeof answer === 'string') answers.set(ask, { stored: answer, replayed: true })
    else if (answer) answers.set(ask, answer)
    else if (answer === null) answers.set(ask, keyInFlight())
    else if (mustName(ask)) answers.set(ask, bookerMissing())
    else if (attempts.some((one) => one.orderId === ask.orderId && isMoving(one)))
      answers.set(ask, paymentInProgress())
  })
  const fresh = asks.filter((ask) => !answers.has(ask))
  // Rare: the buyer opened a window, then chose the wallet. This write closes the window.
  const orderIds = new Set(fresh.map(({ orderId }) => orderId))
  for (const open of attempts)
    if (orderIds.has(open.orderId) && open.state === 'ready' && open.gateway !== WALLET)
      await close(engine, tx, open, { reason: 'replaced' })

  const { outcomes, writes } = spendMany(tx, storeId, facts, fresh)
  const paid = fresh.flatMap((ask, at) => {
    const outcome = outcomes[at]
    if (!outcome || outcome instanceof Problem) {
      answers.set(ask, outcome ?? orderMissing())
      return []
    }
    const payment = paidBy(ask, outcome.order, attempts, tx.now)
    const stored = JSON.stringify(paymentView(payment))
    answers.set(ask, { stored, replayed: false })
    return { once: ask.once, payment, answer: stored }
  })
  await tx.commitWith([...writes, ...writePaid(tx, paid)])
  return asks.map((ask) => answers.get(ask) ?? orderMissing())
}

function writePaid(
  tx: Tx,
  paid: readonly {
    readonly once: Once
    readonly payment: rules.Payment
    readonly answer: string
  }[],
): Promise<unknown>[] {
  if (paid.length === 0) return []
  const payments = paid.map(({ payment }) => payment)
  return [queries.insertPaid(tx, payments), rememberFresh(tx, paid)]
}

/** A capture or a session may be in progress. */
const isMoving = (attempt: rules.Payment) =>
  rules.isUnsettled(attempt) || ['preparing', 'needs-review'].includes(attempt.state)

/** The payment of an order just paid by wallet. */
function paidBy(
  { paymentId, device }: WalletAsk,
  order: Order,
  attempts: readonly rules.Payment[],
  now: Date,
): rules.Payment {
  const earlier = attempts.filter(({ orderId }) => orderId === order.id)
  return {
    ...newPayment(order, {
      id: paymentId,
      attempt: Math.max(0, ...earlier.map(({ attempt }) => attempt)) + 1,
      gateway: WALLET,
      device,
      amount: order.amount,
      taxFree: taxFreeIn(order.lines),
      now,
      checkAt: null,
    }),
    state: 'fulfilled',
    approved: order.amount,
    method: 'WALLET',
  }
}
