import type { Static } from 'typebox'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { wallDate, wallTime } from '../kernel/time.ts'
import type { Queryable } from '../postgres/sql.ts'
import type { Pricing } from '../stores/pricing-rules.ts'
import type { AlongView } from './day-contract.ts'
import { describeLines } from './doors.ts'
import { readLinesOf } from './queries.ts'

interface AlongStore {
  readonly id: Id<'Store'>
  readonly door: string
  readonly timeZone: string
  readonly pricing: Pricing
}

/** Says what else an order has, that this door did not sell: one statement, and one call for each door. */
export async function readAlong(
  engine: Engine,
  on: Queryable,
  { id: storeId, door: storeDoor, timeZone, pricing }: AlongStore,
  orderIds: readonly Id<'Order'>[],
): Promise<(orderId: Id<'Order'>, soldBy: string) => Static<typeof AlongView>[]> {
  if (orderIds.length === 0) return () => []
  const lines = await readLinesOf(on, storeId, orderIds)
  const described = await describeLines(
    engine,
    on,
    lines.map((line) => ({ ...line, storeId, storeDoor, pricing })),
  )
  const found = lines.flatMap(({ orderId, startsAt }, at) => {
    const line = described[at]
    return line ? { orderId, startsAt, what: line.what, door: line.door } : []
  })
  const byOrder = Map.groupBy(found, ({ orderId }) => orderId)
  return (orderId, soldBy) =>
    (byOrder.get(orderId) ?? [])
      .filter(({ door }) => door !== soldBy)
      .map(({ what, startsAt }) => ({
        what,
        date: startsAt && wallDate(startsAt, timeZone),
        time: startsAt && wallTime(startsAt, timeZone),
      }))
}
