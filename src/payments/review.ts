import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { orThrow } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import * as orders from '../orders/queries.ts'
import { lockToReclaim } from '../orders/reclaim.ts'
import { findInCells } from '../postgres/cells.ts'
import { forget, type Once, remember, takeKey } from '../postgres/once.ts'
import type { Tx } from '../postgres/sql.ts'
import { isCharge } from '../wallets/charge-rules.ts'
import { lookUp } from './approve.ts'
import { callGateway, gatewayOf } from './call-gateway.ts'
import { change } from './change.ts'
import type { Lookup, Snapshot } from './gateway.ts'
import * as queries from './queries.ts'
import { requestRefund, restoreCharge, sendRefund, writeOffCharge } from './refund.ts'
import * as reviews from './review-queries.ts'
import * as reviewRules from './review-rules.ts'
import type { Payment } from './rules.ts'
import { settle } from './settle.ts'
import { leftAfter, type Taxed, taxFreeOf } from './tax-rules.ts'

export interface DecisionAsk {
  /** Recorded with the decision. */
  readonly adminId: Id<'Account'>
  readonly paymentId: Id<'Payment'>
  readonly decision: reviewRules.Decision
  readonly note: string
  readonly once: Once
}

/**
 * Applies an admin's decision on a payment in review. Looks the payment up first; decides by the reply
 * under lock, and records both. Gateway calls that follow run after commit, here or in the reconciler.
 * Problems in order: those of the key, review-missing, then those of the decision
 * (`review-rules.ts`).
 */
export async function decideReview(engine: Engine, ask: DecisionAsk) {
  const at = await findInCells(engine, (on) => reviews.findStore(on, ask.paymentId))
  if (!at) throw reviewRules.reviewMissing()
  const cell = engine.cell(at.storeId)
  const begun = await cell.transaction(async (tx) => {
    const known = await takeKey(tx, ask.once)
    if (known !== undefined) return known
    const found = await reviews.findReview(tx, ask.paymentId)
    if (!found) throw reviewRules.reviewMissing()
    await remember(tx, ask.once, null) // running, during the look-up
    return found
  })
  if (typeof begun === 'string') return { stored: begun, replayed: true }
  try {
    return { stored: await decideFound(engine, ask, begun), replayed: false }
  } catch (error) {
    await forget(cell, ask.once)
    throw error
  }
}

type Found = NonNullable<Awaited<ReturnType<typeof reviews.findReview>>>

async function decideFound(engine: Engine, ask: DecisionAsk, found: Found): Promise<string> {
  const { reference, now } = found
  const reply: Lookup = reference
    ? await callGateway(engine, found.gateway, (gateway) => gateway.lookup({ reference }))
    : { is: 'not-found' }
  const { stored, plan, payment } = await engine.cell(found.storeId).transaction(async (tx) => {
    const facts = await lockFacts(engine, tx, found, reply)
    const plan = orThrow(reviewRules.decide(ask.decision, facts, now))
    await reviews.insertDecision(tx, facts.payment, {
      id: engine.newId<'Decision'>(),
      decision: ask.decision,
      decidedBy: ask.adminId,
      note: ask.note,
      reply,
    })
    const payment = await apply(engine, tx, facts, plan)
    const { id: paymentId, state } = payment
    const stored = JSON.stringify({ paymentId, decision: ask.decision, state })
    await remember(tx, ask.once, stored)
    return { stored, plan, payment }
  })
  await followUp(engine, payment, plan)
  return stored
}

async function lockFacts(
  engine: Engine,
  tx: Tx,
  found: Pick<Payment, 'storeId' | 'id' | 'orderId'>,
  reply: Lookup,
): Promise<reviewRules.Facts> {
  const { storeId, id, orderId } = found
  const named = await orders.readPlaceIds(tx, storeId, orderId)
  const placeIds = named.map(({ placeId }) => placeId)
  const locked = await lockToReclaim(tx, found, placeIds)
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
    places: locked.map((place) => ({ ...place, remaining: place.remaining + place.freed })),
    reply,
    callSeconds: gatewayOf(engine, payment.gateway).callSeconds,
  }
}

/** Writes the whole plan, so that a crash loses nothing. */
async function apply(
  engine: Engine,
  tx: Tx,
  facts: reviewRules.Facts,
  plan: reviewRules.Plan,
): Promise<Payment> {
  const { payment, order } = facts
  // gives `followUp` time before the reconciler takes over
  const soon = { checkAt: later(tx.now, facts.callSeconds * 2 + 5), checks: 0 }
  if (plan.do === 'look') return change(tx, payment, plan.state, soon)
  if (plan.do === 'settle') return change(tx, payment, 'approve-unknown', soon)

  if (reviewRules.mayUnpin(facts)) await orders.writeOrder(tx, { ...order, pinnedAt: null })
  if (plan.do === 'close')
    return change(tx, payment, 'expired', { checkAt: null, reason: 'closed-by-review' })
  if (plan.do === 'refund-all') {
    const taken = await take(tx, payment, 'late-approved', plan.from)
    const booked = await writeBooks(engine, tx, taken, plan.books)
    return requestRefund(engine, tx, booked, { amount: plan.held, reason: 'decided-by-review' })
  }
  const { state, books, from } = plan
  const taken = from ? await take(tx, payment, state, from) : payment
  const booked = await writeBooks(engine, tx, taken, books)
  const { refunded } = booked
  return change(tx, booked, state, { refunded, checkAt: null, checks: 0, reason: null })
}

/** Records a capture that was not recorded yet. */
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
    // includes earlier refunds
    { ...facts, checkAt: null, checks: 0, reason: null },
    { amount: approved, facts: { ...snapshot } },
  )
}

/** Writes the gateway's refunds into our books and the history. */
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
    } else await restoreCharge(tx, payment, refund)
  }
  const taken = { amount: payment.approved ?? 0, taxFree: payment.taxFree }
  const written = found.map(({ amount, reference }): reviews.ForeignRefund => {
    const left = leftAfter(taken, done)
    const taxFree = taxFreeOf(left, amount)
    done.push({ amount, taxFree })
    return { id: engine.newId<'Refund'>(), amount, taxFree, balance: left.amount, reference }
  })
  if (written.length > 0) await reviews.insertForeignRefunds(tx, payment, written)
  if (isCharge(payment)) for (const refund of written) await writeOffCharge(tx, payment, refund)
  if (back.length > 0) await reviews.insertBackEvents(tx, payment, back)
  return { ...payment, refunded }
}

/** Makes the gateway calls of a decision, outside the transaction. */
async function followUp(
  engine: Engine,
  payment: Payment,
  plan: reviewRules.Plan,
): Promise<Payment> {
  if (plan.do === 'refund-all') return sendRefund(engine, payment)
  if (plan.do === 'look') return lookUp(engine, payment)
  if (plan.do !== 'settle') return payment
  const settled = await settle(engine, payment, { is: 'found', snapshot: plan.snapshot })
  return settled.state === 'refunding' ? sendRefund(engine, settled) : settled
}
