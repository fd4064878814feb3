import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import type { Language } from '../kernel/language.ts'
import { orThrow, Problem } from '../kernel/problem.ts'
import { earliest, later } from '../kernel/time.ts'
import { checkBooker } from '../orders/booker.ts'
import { taxFreeIn } from '../orders/money-rules.ts'
import { setExpiry } from '../orders/move-queries.ts'
import { findOwnOrder } from '../orders/own.ts'
import * as orders from '../orders/queries.ts'
import * as orderRules from '../orders/rules.ts'
import { titleIn } from '../orders/title-rules.ts'
import { forget, remember, takeKey } from '../postgres/once.ts'
import type { Tx } from '../postgres/sql.ts'
import { readAddresses } from '../stores/returns/operations.ts'
import { checkChargeRoom } from '../wallets/charge.ts'
import { CHARGE_TITLE, isCharge } from '../wallets/charge-rules.ts'
import { newPayment, WALLET } from './attempt.ts'
import { callGateway, gatewayOf } from './call-gateway.ts'
import { change, close } from './change.ts'
import { readDepositLimit } from './deposits/limit.ts'
import type { Prepared } from './gateway.ts'
import * as queries from './queries.ts'
import { confirmUrl, launchUrl, noticeUrl, returnUrl } from './return-address.ts'
import { writeReturn } from './returns/queries.ts'
import * as rules from './rules.ts'
import type { StartAsk } from './start-ask.ts'
import { split } from './tax-rules.ts'
import { paymentView } from './view.ts'
import { payFromWallet } from './wallet.ts'
import { holdPart } from './wallet-part.ts'

/**
 * Starts a payment: writes the intent, opens a session at the gateway, stores its reference before a
 * browser gets the address. An open session is reused, so that a double click makes one.
 * Problems in order: gateway-missing, order-missing, not-yours, those of the key, order-over, order-expired,
 * nothing-to-pay, booker-missing, currency-refused, wallet-full (of a charge), wallet-part-too-much,
 * return-address-refused, payment-in-progress, wallet-balance-short, gateway-unavailable. For the wallet
 * alone: those of `payFromWallet`.
 */
export async function startPayment(engine: Engine, ask: StartAsk) {
  if (ask.gateway === WALLET) return payFromWallet(engine, ask)
  gatewayOf(engine, ask.gateway)
  const { storeId } = await findOwnOrder(engine, ask)
  const begun = await engine
    .cell(storeId)
    .shared(storeId, ask.orderId, (tx) => begin(engine, tx, storeId, ask))
  if ('stored' in begun) return begun
  const { payment, order, depositUntil } = begun
  const { language = 'ko' } = ask
  const reply = await callGateway(engine, payment.gateway, (gateway) =>
    gateway.prepare({
      paymentId: payment.id,
      merchantId: merchantIdOf(order, payment),
      orderNumber: order.number,
      buyer: order.id,
      title: titleFor(order, language),
      language,
      amount: { amount: payment.amount, currency: payment.currency },
      taxFree: payment.taxFree,
      holdUntil: order.expiresAt,
      depositUntil,
      returnUrls: {
        success: returnUrl(engine, payment, 'success'),
        quit: returnUrl(engine, payment, 'quit'),
        fail: returnUrl(engine, payment, 'fail'),
      },
      callbackUrls: {
        notice: noticeUrl(engine, payment.gateway),
        confirm: confirmUrl(engine, payment),
      },
    }),
  )
  const ended = await engine
    .cell(storeId)
    .shared(storeId, ask.orderId, (tx) => recordSession(engine, tx, ask, payment, reply))
  if (ended instanceof Problem) throw ended
  return ended
}

type Begun =
  | {
      readonly payment: rules.Payment
      readonly order: orderRules.Order
      readonly depositUntil: Date
    }
  | { readonly stored: string; readonly replayed: boolean }

async function begin(engine: Engine, tx: Tx, storeId: Id<'Store'>, ask: StartAsk): Promise<Begun> {
  const [known, order, attempts] = await Promise.all([
    takeKey(tx, ask.once),
    orders.lockOrder(tx, storeId, ask.orderId),
    queries.lockAttempts(tx, storeId, ask.orderId),
  ])
  if (known !== undefined) return { stored: known, replayed: true }
  if (!order) throw orderRules.orderMissing()
  if (order.status === 'paid' || order.status === 'canceled') throw orderRules.orderOver()
  if (!orderRules.isAlive(order, tx.now)) throw orderRules.orderExpired()
  if (order.amount === 0) throw rules.nothingToPay()
  if (order.asksBooker) await checkBooker(engine, tx, order)
  if (!gatewayOf(engine, ask.gateway).currencies.includes(order.currency))
    throw rules.currencyRefused()
  orThrow(await checkChargeRoom(tx, order))
  const wallet = ask.wallet ?? 0
  if (wallet > 0 && isCharge(order)) throw rules.gatewayMissing()
  if (wallet >= order.amount) throw rules.walletPartTooMuch({ most: order.amount - 1 })
  const returns = await readAddresses(tx, storeId, ask)

  const [last] = attempts
  const isSame = last?.gateway === ask.gateway && last.amount === order.amount - wallet
  if (last && isSame && rules.isOpen(last, tx.now)) {
    const stored = JSON.stringify(paymentView({ ...last, device: ask.device }))
    if (returns) await writeReturn(tx, last, returns)
    await remember(tx, ask.once, stored)
    return { stored, replayed: false }
  }
  for (const attempt of attempts) await supersede(engine, tx, attempt)
  const held = orderRules.started(order)
  if (held !== order) await setExpiry(tx, held, held.expiresAt)
  const [payment, depositUntil] = await Promise.all([
    insertAttempts(engine, tx, held, ask, (last?.attempt ?? 0) + 1),
    gatewayOf(engine, ask.gateway).takesDeposits ? readDepositLimit(tx, held) : held.expiresAt,
    remember(tx, ask.once, null),
  ])
  if (returns) await writeReturn(tx, payment, returns)
  return { payment, order: held, depositUntil }
}

/**
 * Closes an earlier attempt, or throws payment-in-progress if it may still capture. Closing is safe:
 * only an open attempt is ever approved.
 */
async function supersede(engine: Engine, tx: Tx, attempt: rules.Payment): Promise<void> {
  if (rules.isUnsettled(attempt) || ['fulfilled', 'needs-review'].includes(attempt.state))
    throw orderRules.paymentInProgress()
  if (attempt.state !== 'preparing' && attempt.state !== 'ready') return
  if (attempt.gateway === WALLET) return // it ends with its gateway's attempt
  if (attempt.state === 'preparing' && tx.now < (attempt.checkAt ?? tx.now))
    throw orderRules.paymentInProgress()
  await close(engine, tx, attempt, { reason: 'replaced' })
}

/** Writes the intent before anything is sent: the gateway's attempt and the wallet's part. */
async function insertAttempts(
  engine: Engine,
  tx: Tx,
  order: orderRules.Order,
  { buyerId, gateway, device, wallet = 0 }: StartAsk,
  attempt: number,
): Promise<rules.Payment> {
  const common = { attempt, gateway, device, now: tx.now }
  const checkAt = later(tx.now, gatewayOf(engine, gateway).callSeconds + 5)
  const id = engine.newId<'Payment'>()
  const taxFree = taxFreeIn(order.lines)
  if (wallet === 0) {
    const payment = newPayment(order, { ...common, id, amount: order.amount, taxFree, checkAt })
    await queries.insertPayment(tx, payment)
    return payment
  }
  const walletPart = engine.newId<'Payment'>()
  const amounts = split({ amount: order.amount, taxFree }, wallet)
  const part = { ...common, ...amounts.part, id: walletPart, gateway: WALLET, checkAt: null }
  await holdPart(tx, { ...newPayment(order, part), state: 'ready' }, buyerId)
  const rest = { ...common, ...amounts.rest, id, attempt: attempt + 1, walletPart, checkAt }
  const payment = newPayment(order, rest)
  await queries.insertPayment(tx, payment)
  return payment
}

/** Letters, digits and hyphens, 40 characters at most: valid at every gateway. */
const merchantIdOf = ({ number }: orderRules.Order, { attempt }: rules.Payment) =>
  `${number}-${attempt}`

/** Stores the gateway's reply. A session whose reply was lost is unreachable and expires. */
async function recordSession(
  engine: Engine,
  tx: Tx,
  ask: StartAsk,
  intent: rules.Payment,
  reply: Prepared,
) {
  const [order, payment] = await Promise.all([
    orders.lockOrder(tx, intent.storeId, intent.orderId), // before its payment, as everywhere
    queries.lockPayment(tx, intent.storeId, intent.id),
  ])
  if (!order || payment?.state !== 'preparing') {
    await forget(tx, ask.once)
    return orderRules.paymentInProgress()
  }
  if (reply.is !== 'prepared') {
    await change(tx, payment, 'expired', { reason: reply.reason, checkAt: null })
    await forget(tx, ask.once)
    return rules.gatewayUnavailable()
  }
  const launchAt = launchUrl(engine, payment, ask.language)
  const launch = 'launch' in reply ? reply.launch : null
  const gateway = gatewayOf(engine, payment.gateway)
  const sessionExpiresAt = earliest(later(tx.now, gateway.sessionSeconds), order.expiresAt)
  const opened = {
    reference: reply.reference,
    redirect: 'redirect' in reply ? reply.redirect : { desktop: launchAt, mobile: launchAt },
    launch,
    sessionExpiresAt,
    checkAt: rules.firstCheck(gateway, 0, { ...payment, sessionExpiresAt }),
  }
  const event = { facts: { reference: reply.reference } }
  const ready = await change(tx, payment, 'ready', opened, event)
  const stored = JSON.stringify(paymentView(ready))
  await remember(tx, ask.once, stored)
  return { stored, replayed: false }
}

const titleFor = (order: orderRules.Order, language: Language): string =>
  isCharge(order) ? CHARGE_TITLE[language] : titleIn(order.title, language)
