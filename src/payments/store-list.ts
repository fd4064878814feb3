import type { Static } from 'typebox'
import type { Engine } from '../engine.ts'
import type { QueryOf } from '../kernel/endpoint.ts'
import type { Id } from '../kernel/id.ts'
import { addDays, startOfDay } from '../kernel/time.ts'
import type { Queryable } from '../postgres/sql.ts'
import { type By, storeMissing } from '../stores/rules.ts'
import type * as contract from './store-contract.ts'
import * as queries from './store-queries.ts'
import { lastCancels, refundable, storeStateOf, storeStates } from './store-rules.ts'

interface ListAsk {
  readonly by: By
  readonly storeId: Id<'Store'>
  readonly query: QueryOf<typeof contract.listStorePayments>
}

/** Who booked: bookings know, and come below payments. */
export interface Bookers {
  /** The orders of a store whose booker's name has this part. */
  find(storeId: Id<'Store'>, part: string): Promise<Id<'Order'>[]>
  /** The names of bookers by order. */
  names(
    storeId: Id<'Store'>,
    orderIds: readonly Id<'Order'>[],
  ): Promise<ReadonlyMap<Id<'Order'>, string>>
}

/** A page of a store's payments and the sums of all matches, in one snapshot. */
export async function listStorePayments(engine: Engine, ask: ListAsk, bookers: Bookers) {
  const answer = await listUnnamed(engine, ask, bookers)
  const names = await bookers.names(
    ask.storeId,
    answer.data.map(({ orderId }) => orderId),
  )
  return {
    ...answer,
    data: answer.data.map((one) => ({ ...one, booker: names.get(one.orderId) ?? null })),
  }
}

async function listUnnamed(engine: Engine, ask: ListAsk, bookers: Bookers) {
  const { query } = ask
  return engine.cell(ask.storeId).snapshot(async (on) => {
    const { filter, store } = await readFilter(on, ask, bookers)
    const { name, frontDoor, timeZone, currency, now } = store
    const limit = query.limit ?? 24
    const found = await queries.listStorePayments(
      on,
      now,
      filter,
      limit + 1,
      readCursor(query.cursor),
    )
    const days = await queries.sumStoreDays(on, filter, timeZone)
    const { payments, taken, refunded } = await queries.sumStorePayments(on, filter)
    const data = found.slice(0, limit)
    const money = (amount: number) => ({ amount, currency })
    return {
      now: now.toISOString(),
      store: { name, frontDoor, timeZone },
      data: data.map((payment) => view(payment, now)),
      days: days
        .reverse()
        .map((day) => ({ ...day, taken: money(day.taken), refunded: money(day.refunded) })),
      sums: {
        payments,
        taken: money(taken),
        refunded: money(refunded),
        kept: money(taken - refunded),
      },
      nextCursor: found.length > limit ? cursorOf(data.at(-1)) : null,
    }
  })
}

/** Resolves a filter's dates in the store's time zone. Problem: store-missing. */
export async function readFilter(
  on: Queryable,
  { by, storeId, query }: Pick<ListAsk, 'by' | 'storeId' | 'query'>,
  bookers: Bookers,
): Promise<{ filter: queries.Filter; store: queries.OwnStore }> {
  const store = await queries.readOwnStore(on, by, storeId)
  if (!store) throw storeMissing()
  const { timeZone } = store
  const { from, to, gateway, state, orderNumber, booker, amount } = query
  const filter = {
    storeId,
    ...(from && { from: startOfDay(from, timeZone) }),
    ...(to && { before: startOfDay(addDays(to, 1), timeZone) }),
    ...(gateway && { gateway }),
    ...(state && { states: storeStates[state] }),
    ...(orderNumber && { orderNumber }),
    ...(booker && { orderIds: await bookers.find(storeId, booker) }),
    ...(amount !== undefined && { amount }),
  }
  return { filter, store }
}

const cursorOf = (last: queries.Before | undefined): string | null =>
  last ? `${last.createdAt.getTime()}.${last.id}` : null

function readCursor(cursor: string | undefined): queries.Before | undefined {
  const [at, id] = cursor?.split('.') ?? []
  return at && id ? { createdAt: new Date(Number(at)), id } : undefined
}

function view(
  payment: queries.StorePayment,
  now: Date,
): Omit<Static<typeof contract.StorePaymentView>, 'booker'> {
  const { amount, taxFree, approved, refunded, currency, state, createdAt, changedAt } = payment
  const { refundedTaxFree, orderStatus, startsAt } = payment
  const left = refundable(payment)
  const money = (amount: number) => ({ amount, currency })
  return {
    id: payment.id,
    orderId: payment.orderId,
    orderNumber: payment.orderNumber,
    title: payment.title,
    attempt: payment.attempt,
    gateway: payment.gateway,
    method: payment.method,
    state: storeStateOf(state),
    price: money(amount),
    taxFree: money(taxFree),
    taken: approved === null ? null : money(approved),
    refunded: money(refunded),
    refundable: money(left),
    refundableTaxFree: money(left === 0 ? 0 : taxFree - refundedTaxFree),
    orderStatus,
    startsAt: startsAt?.toISOString() ?? null,
    lastCancels: left > 0 && lastCancels(orderStatus, [{ startsAt }], now),
    reference: payment.reference,
    reason: payment.reason,
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
  }
}
