import type { Static } from 'typebox'
import type { Engine } from '../../engine.ts'
import { publish } from '../../events/outbox.ts'
import { sumInTurn } from '../../kernel/each.ts'
import type { Id } from '../../kernel/id.ts'
import type { Problem } from '../../kernel/problem.ts'
import { cancelForStore } from '../../payments/cancel-for-store.ts'
import { inCells } from '../../postgres/cells.ts'
import { readNow } from '../../postgres/now.ts'
import { answerOnce, type Once } from '../../postgres/once.ts'
import type { Tx } from '../../postgres/sql.ts'
import { onOwn, readOwn, type StoreAsk } from '../../stores/operations.ts'
import type { Store } from '../../stores/rules.ts'
import type { PerformanceView } from './contract.ts'
import { hallOf } from './halls.ts'
import { EVER, instantAt, lockOne, type PerformanceAsk, takenAt, type Wall } from './owner-asks.ts'
import * as owned from './performance-queries.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { performanceView } from './view.ts'

/** All performances, past and canceled ones too. Problem: concert-missing. */
export async function listPerformances(engine: Engine, ask: StoreAsk) {
  const store = await readOwn(engine, ask)
  const [hall, counts] = await Promise.all([
    hallOf(engine, store.id),
    queries.countPerformances(engine.cell(store.id), [store.id], store.now, { begins: EVER }),
  ])
  return {
    data: counts.map((one) => performanceView(one, store, hall, store.now)),
    now: store.now.toISOString(),
  }
}

/** Problem: sales-window. */
function checkSales({ startsAt, salesFrom, salesUntil }: rules.Performance): Problem | undefined {
  const end = salesUntil ?? startsAt
  return salesFrom < end && end <= startsAt ? undefined : rules.salesWindow()
}

/**
 * Adds a performance.
 * Problems in order: concert-missing, those of the key, time-skipped, sales-window,
 * performance-taken.
 */
export const addPerformance = (
  engine: Engine,
  ask: StoreAsk,
  draft: Wall & { readonly salesFrom?: Wall; readonly salesUntil?: Wall | null },
  once?: Once,
) =>
  onOwn(engine, ask, (tx, store) =>
    answerOnce(tx, once, async () => {
      const { timeZone } = store
      const performance: rules.Performance = {
        id: engine.newId<'Performance'>(),
        startsAt: instantAt(draft, timeZone),
        salesFrom: draft.salesFrom ? instantAt(draft.salesFrom, timeZone) : tx.now,
        salesUntil: draft.salesUntil ? instantAt(draft.salesUntil, timeZone) : null,
        canceledAt: null,
      }
      await insert(tx, store, performance)
      return view(engine, tx, store, performance.id)
    }),
  )

/** Problems in order: sales-window, performance-taken. */
async function insert(tx: Tx, { id }: Store, performance: rules.Performance): Promise<void> {
  const refused = checkSales(performance)
  if (refused) throw refused
  if ((await owned.insertPerformance(tx, id, performance)) === 0) throw rules.performanceTaken()
}

async function view(
  engine: Engine,
  tx: Tx,
  store: Store,
  id: Id<'Performance'>,
): Promise<Static<typeof PerformanceView>> {
  const hall = await hallOf(engine, store.id)
  const found = await queries.countPerformances(tx, [store.id], tx.now, { begins: EVER })
  const one = found.find((performance) => performance.id === id)
  if (!one) throw rules.performanceMissing()
  return performanceView(one, store, hall, tx.now)
}

/**
 * Changes when a performance is sold, and while nobody has a seat of it, when it starts.
 * Problems in order: concert-missing, performance-missing, performance-canceled, time-skipped,
 * sales-window, performance-sold, performance-taken.
 */
export const changePerformance = (
  engine: Engine,
  ask: PerformanceAsk & {
    readonly startsAt?: Wall
    readonly salesFrom?: Wall
    readonly salesUntil?: Wall | null
  },
) =>
  onOwn(engine, ask, async (tx, store) => {
    const { timeZone, id: storeId } = store
    const before = await lockOne(tx, ask)
    if (before.canceledAt) throw rules.performanceCanceled()
    const until = ask.salesUntil === undefined ? before.salesUntil : ask.salesUntil
    const changed: rules.Performance = {
      ...before,
      startsAt: ask.startsAt ? instantAt(ask.startsAt, timeZone) : before.startsAt,
      salesFrom: ask.salesFrom ? instantAt(ask.salesFrom, timeZone) : before.salesFrom,
      salesUntil: until instanceof Date || until === null ? until : instantAt(until, timeZone),
    }
    const refused = checkSales(changed)
    if (refused) throw refused
    if (changed.startsAt.getTime() === before.startsAt.getTime()) {
      await owned.writeSales(tx, storeId, changed)
      return view(engine, tx, store, changed.id)
    }
    if ((await takenAt(tx, ask)).length > 0) throw rules.performanceSold()
    const moved = { ...changed, id: engine.newId<'Performance'>() }
    await insert(tx, store, moved)
    await owned.replacePerformance(tx, storeId, before.id, moved.id)
    return view(engine, tx, store, moved.id)
  })

/**
 * Cancels a performance: nothing of it is sold any more. A job cancels its bookings.
 * Problems in order: concert-missing, performance-missing.
 */
export const cancelPerformance = (
  engine: Engine,
  ask: PerformanceAsk & { readonly reason: string },
) =>
  onOwn(engine, ask, async (tx, store) => {
    const { storeId, performanceId } = ask
    await lockOne(tx, ask)
    const isNew = (await owned.writeCanceled(tx, storeId, performanceId, ask.reason)) > 0
    if (isNew)
      await publish(tx, {
        topic: 'performance.canceled',
        ...{ storeId, subjectId: performanceId, body: { performanceId } },
      })
    const { bookings } = await owned.countBookings(tx, storeId, performanceId)
    return { performance: await view(engine, tx, store, performanceId), bookings }
  })

const CANCELED_MOST = 50

/**
 * Cancels bookings of performances that were canceled, each as its store would: with a full refund
 * and a mail. One whose payment is being settled is tried again.
 */
export const cancelBookings = (engine: Engine): Promise<number> =>
  inCells(engine, async (on) => {
    const { now } = await readNow(on)
    return sumInTurn(
      await owned.listToCancel(on, now, CANCELED_MOST),
      ({ orderId }) => `order ${orderId}`,
      async ({ performanceId, ...found }) => {
        const key = `performance-canceled/${performanceId}/${found.orderId}`
        return (await cancelForStore(engine, { ...found, key })) ? 1 : 0
      },
    )
  })
