import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { orThrow } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import * as orders from '../orders/queries.ts'
import * as places from '../places/queries.ts'
import { type Once, recall, remember } from '../postgres/once.ts'
import type { Tx } from '../postgres/sql.ts'
import { isCharge } from '../wallets/charge.ts'
import { look } from './approve.ts'
import { change } from './change.ts'
import type { Lookup, Snapshot } from './gateway.ts'
import { gatewayOf, outside } from './outside.ts'
import * as queries from './queries.ts'
import { askRefund, driveRefund, loseCharge, putBackCharge } from './refund.ts'
import * as reviews from './review-queries.ts'
import * as reviewRules from './review-rules.ts'
import type { Payment } from './rules.ts'
import { settle } from './settle.ts'
import { leftAfter, type Taxed, taxFreeOf } from './tax.ts'

export interface DecisionAsk {
  /** Who decides; the decision says so for ever. */
  readonly adminId: Id<'Account'>
  readonly paymentId: Id<'Payment'>
  readonly decision: reviewRules.Decision
  readonly note: string
  readonly once: Once
}

/**
 * A person decides about a payment that nobody else could settle. The gateway is asked first; what
 * follows is decided by its answer, under lock, and written down with it. What then has to be done
 * at the gateway is done after that, by us or by the reconciler.
 * Problems in order: those of the key, review-missing, then those of the decision
 * (`review-rules.ts`).
 */
export async function decideReview(engine: Engine, ask: DecisionAsk) {
  const known = await engine.database.transaction((tx) => recall(tx, ask.once))
  if (typeof known === 'string') return { stored: known, replayed: true }
  const found = await reviews.findReview(engine.database, ask.paymentId)
  if (!found) throw reviewRules.reviewMissing()
  const { reference, now } = found
  const said: Lookup = reference
    ? await outside(engine, found.gateway, (gateway) => gateway.lookup({ reference }))
    : { is: 'not-found' }
  const { stored, plan, payment } = await engine.database.transaction(async (tx) => {
    const facts = await lockFacts(engine, tx, found, said)
    const plan = orThrow(reviewRules.decide(ask.decision, facts, now))
    await reviews.insertDecision(tx, facts.payment, {
      id: engine.newId<'Decision'>(),
      decision: ask.decision,
      decidedBy: ask.adminId,
      note: ask.note,
      said,
    })
    const payment = await carryOut(engine, tx, facts, plan)
    const { id: paymentId, state } = payment
    const stored = JSON.stringify({ paymentId, decision: ask.decision, state })
    await remember(tx, ask.once, stored)
    return { stored, plan, payment }
  })
  await followUp(engine, payment, plan)
  return { stored, replayed: false }
}

async function lockFacts(
  engine: Engine,
  tx: Tx,
  found: Pick<Payment, 'storeId' | 'id' | 'orderId'>,
  said: Lookup,
): Promise<reviewRules.Facts> {
  const { storeId, id, orderId } = found
  const named = await orders.readPlaceIds(tx, storeId, orderId)
  const placeIds = named.map(({ placeId }) => placeId)
  const locked = await places.lockPlaces(tx, storeId, placeIds)
  const order = await orders.lockOrder(tx, storeId, orderId)
  const attempts = await queries.lockAttempts(tx, storeId, orderId)
  const payment = attempts.find((attempt) => attempt.id === id)
  if (!order || payment?.state !== 'needs-review') throw reviewRules.reviewMissing()
  const { pays } = await reviews.readPays(tx, payment)
  return {
    payment,
    order,
    pays,
    others: attempts.filter((attempt) => attempt !== payment),
    refunds: await queries.readRefunds(tx, payment),
    places: locked,
    said,
    callSeconds: gatewayOf(engine, payment.gateway).callSeconds,
  }
}

/** Writes what was decided: nothing that a crash could writeOff is left to memory. */
async function carryOut(
  engine: Engine,
  tx: Tx,
  facts: reviewRules.Facts,
  plan: reviewRules.Plan,
): Promise<Payment> {
  const { payment, order } = facts
  // our own next step comes first; the reconciler takes it when we could not
  const soon = { checkAt: later(tx.now, facts.callSeconds * 2 + 5), checks: 0 }
  if (plan.do === 'look') return change(tx, payment, plan.state, soon)
  if (plan.do === 'settle') return change(tx, payment, 'approve-unknown', soon)

  if (reviewRules.mayUnpin(facts)) await orders.writeOrder(tx, { ...order, pinnedAt: null })
  if (plan.do === 'close')
    return change(tx, payment, 'expired', { checkAt: null, reason: 'closed-by-review' })
  if (plan.do === 'give-back') {
    const taken = await take(tx, payment, 'late-approved', plan.from)
    const booked = await writeBooks(engine, tx, taken, plan.books)
    return askRefund(engine, tx, booked, { amount: plan.held, reason: 'decided-by-review' })
  }
  const { state, books, from } = plan
  const taken = from ? await take(tx, payment, state, from) : payment
  const booked = await writeBooks(engine, tx, taken, books)
  const { refunded } = booked
  return change(tx, booked, state, { refunded, checkAt: null, checks: 0, reason: null })
}

/** Writes that the gateway took money which we had not counted; nothing if we had. */
async function take(
  tx: Tx,
  payment: Payment,
  state: 'late-approved' | 'refunded' | 'fulfilled' | 'partially-refunded',
  snapshot: Snapshot,
): Promise<Payment> {
  if (payment.approved !== null) return payment
  const { taxFree, approvalReference = null, method = null, receiptUrl = null } = snapshot
  const { refunded } = snapshot
  const approved = snapshot.amount.amount
  const facts = { approved, refunded, approvalReference, method, receiptUrl }
  if (taxFree !== payment.taxFree) await reviews.writeTaxFree(tx, payment, taxFree)
  return change(
    tx,
    { ...payment, taxFree },
    state,
    // what went back already is a part of it from the first moment on
    { ...facts, checkAt: null, checks: 0, reason: null },
    { amount: approved, facts: { ...snapshot } },
  )
}

/** Brings our refunds in line with the gateway's; what went back is in the history too. */
async function writeBooks(
  engine: Engine,
  tx: Tx,
  payment: Payment,
  { ended, found, refunded }: reviewRules.Books,
): Promise<Payment> {
  const before = await queries.readRefunds(tx, payment)
  const done: Taxed[] = before.filter(({ state }) => state === 'done')
  const back = [...found]
  if (ended) {
    const { refund, reference } = ended
    const state = reference ? 'done' : 'refused'
    await queries.writeRefund(tx, payment, { ...refund, state, reference })
    if (reference) {
      done.push(refund)
      back.unshift({ amount: refund.amount, reference })
    } else await putBackCharge(tx, payment, refund)
  }
  const taken = { amount: payment.approved ?? 0, taxFree: payment.taxFree }
  const written = found.map(({ amount, reference }): reviews.FoundRefund => {
    const left = leftAfter(taken, done)
    const taxFree = taxFreeOf(left, amount)
    done.push({ amount, taxFree })
    return { id: engine.newId<'Refund'>(), amount, taxFree, balance: left.amount, reference }
  })
  if (written.length > 0) await reviews.insertFound(tx, payment, written)
  if (isCharge(payment)) for (const refund of written) await loseCharge(tx, payment, refund)
  if (back.length > 0) await reviews.insertBackEvents(tx, payment, back)
  return { ...payment, refunded }
}

/** Does at the gateway what the decision asks for, with no transaction open. */
async function followUp(
  engine: Engine,
  payment: Payment,
  plan: reviewRules.Plan,
): Promise<Payment> {
  if (plan.do === 'give-back') return driveRefund(engine, payment)
  if (plan.do === 'look') return look(engine, payment)
  if (plan.do !== 'settle') return payment
  const settled = await settle(engine, payment, { is: 'found', snapshot: plan.snapshot })
  return settled.state === 'refunding' ? driveRefund(engine, settled) : settled
}
