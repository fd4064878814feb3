import type { Static } from 'typebox'
import { readPhone } from '../../../accounts/phone/operations.ts'
import { findAccount } from '../../../accounts/queries.ts'
import { nameBooker } from '../../../bookings/name.ts'
import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { findOwnOrder } from '../../../orders/own.ts'
import { orderMissing } from '../../../orders/rules.ts'
import { returnPayment } from '../../../payments/approve.ts'
import { readPayment } from '../../../payments/queries.ts'
import { returnUrl } from '../../../payments/return-address.ts'
import { type Payment, paymentMissing } from '../../../payments/rules.ts'
import { startPayment } from '../../../payments/start.ts'
import { agreeByContract } from '../../../payments/terms/operations.ts'
import { paymentView } from '../../../payments/view.ts'
import { readCells } from '../../../postgres/cells.ts'
import type { Once } from '../../../postgres/once.ts'
import { winView } from '../view.ts'
import { winStageAt } from '../win-rules.ts'
import { listMyWins, orderWin } from '../wins.ts'
import type * as contract from './contract.ts'
import * as queries from './queries.ts'
import { alreadyPaid, phoneMissing } from './rules.ts'

// Who pays for what is read from orders and payments: nothing of it is kept in a process.

const GATEWAY = 'kakaopay'

/** Won lots that are paid or can be paid. One whose order its winner has canceled gets another. */
export async function listWinningBids(
  engine: Engine,
  accountId: Id<'Account'>,
): Promise<Static<typeof contract.listWinningBids.answer>> {
  const known = await listMyWins(engine, accountId)
  const canceled = known.filter(
    (win) => winStageAt(win, win.order, win.now) === 'to-pay' && win.order === 'none',
  )
  await Promise.all(canceled.map((win) => orderWin(engine, win, win.orderId)))
  const wins = canceled.length > 0 ? await listMyWins(engine, accountId) : known
  const views = wins.map((win) => winView(win, win.now))
  return {
    data: views
      .filter(({ stage }) => stage === 'to-pay' || stage === 'paid')
      .map((view) => ({ payment: view.orderId, ...view })),
    now: (wins[0]?.now ?? new Date()).toISOString(),
  }
}

export interface ReadyAsk {
  readonly accountId: Id<'Account'>
  readonly orderId: Id<'Order'>
  readonly once: Once | undefined
}

/**
 * Starts to pay for a won lot, as its winner would by `startPayment`; one that is paid is answered as it is.
 * Problems in order: order-missing, not-yours, already-paid, buyer-phone-missing, those of `nameBooker` and of
 * `startPayment`.
 */
export async function readyKakaoPay(engine: Engine, { accountId, orderId, once }: ReadyAsk) {
  const { storeId } = await findOwnOrder(engine, { buyerId: accountId, orderId })
  const order = await queries.readLotOrder(engine.cell(storeId), storeId, orderId)
  if (!order) throw orderMissing()
  if (order.isPaid) return showPaid(engine, { accountId, orderId })
  await nameBuyer(engine, accountId, { storeId, orderId })
  await agreeByContract(engine, { buyerId: accountId, orderId })
  const key = engine.newId()
  await startPayment(engine, {
    ...{ buyerId: accountId, orderId, gateway: GATEWAY, device: 'desktop' },
    once: once ?? { scope: accountId, key, fingerprint: key },
  })
  return showLatest(engine, { accountId, orderId })
}

/** Problem: already-paid. */
async function showPaid(engine: Engine, ask: queries.PaymentAsk) {
  const found = await findLatestOrNone(engine, ask)
  const payment = found && (await readPayment(engine.cell(found.storeId), found.storeId, found.id))
  const view = found && payment && kakaoView(found, payment)
  if (view?.status !== 'paid') throw alreadyPaid()
  return view
}

/** An order of a lot has no booker at first: it is made for the account that has won. */
async function nameBuyer(
  engine: Engine,
  accountId: Id<'Account'>,
  { storeId, orderId }: { readonly storeId: Id<'Store'>; readonly orderId: Id<'Order'> },
): Promise<void> {
  const [unnamed] = await engine.findUnnamed(engine.cell(storeId), storeId, [orderId])
  if (!unnamed) return
  const [account, phone] = await Promise.all([
    findAccount(engine.house, accountId),
    readPhone(engine, accountId),
  ])
  if (!account || !phone) throw phoneMissing()
  const booker = { name: account.name, phone, message: '' }
  await nameBooker(engine, { buyerId: accountId, bookingId: orderId, booker, door: 'auctions' })
}

/**
 * Captures a payment that its buyer has agreed to, through the return of every payment. The session of
 * the buyer stands for the signature, which a browser would bring.
 * Problem: payment-missing.
 */
export async function approveKakaoPay(
  engine: Engine,
  ask: queries.PaymentAsk & { readonly pgToken: string },
) {
  const found = await findLatest(engine, ask)
  const outcome = 'success'
  const token = new URL(returnUrl(engine, found, outcome)).searchParams.get('t') ?? ''
  const query = { outcome, pg_token: ask.pgToken }
  const payment = await returnPayment(engine, { paymentId: found.id, token, query })
  return kakaoView(found, payment)
}

/** Problem: payment-missing. */
export async function showLatest(engine: Engine, ask: queries.PaymentAsk) {
  const found = await findLatest(engine, ask)
  const payment = await readPayment(engine.cell(found.storeId), found.storeId, found.id)
  if (!payment) throw paymentMissing()
  return kakaoView(found, payment)
}

async function findLatest(engine: Engine, ask: queries.PaymentAsk): Promise<queries.FoundPayment> {
  const latest = await findLatestOrNone(engine, ask)
  if (!latest) throw paymentMissing()
  return latest
}

async function findLatestOrNone(engine: Engine, ask: queries.PaymentAsk) {
  const found = await readCells(engine, (on) => queries.findLatest(on, ask))
  const [latest] = found.toSorted(
    (a, b) =>
      Number(b.isOfToken) - Number(a.isOfToken) || b.createdAt.getTime() - a.createdAt.getTime(),
  )
  return latest
}

function kakaoView(
  { title }: queries.FoundPayment,
  payment: Payment,
): Static<typeof contract.KakaoPayment> {
  const { status, failure } = paymentView(payment)
  const window = payment.state === 'ready' ? payment.redirect : null
  return {
    ...{ payment: payment.orderId, paymentId: payment.id, status, failure },
    item_name: title,
    total_amount: payment.amount,
    tid: payment.reference,
    aid: payment.approvalReference,
    next_redirect_pc_url: window?.desktop ?? null,
    next_redirect_mobile_url: window?.mobile ?? null,
    created_at: payment.createdAt.toISOString(),
  }
}
