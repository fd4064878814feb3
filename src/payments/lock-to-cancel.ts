import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { orThrow } from '../kernel/problem.ts'
import { unitsLeft } from '../orders/money-rules.ts'
import * as orders from '../orders/queries.ts'
import type { Order } from '../orders/rules.ts'
import type { Units } from '../orders/unit-queries.ts'
import * as places from '../places/queries.ts'
import type { Queryable, Tx } from '../postgres/sql.ts'

/**
 * Refuses to change a paid order, locked, or only some of its lines, as its tickets and the doors say.
 * Problems: ticket-used, handed-on, those of the doors.
 */
export async function refuseChange(
  engine: Engine,
  on: Queryable,
  order: Order,
  lines?: readonly Units[],
) {
  if (order.status !== 'paid') return
  orThrow(await engine.refuseChange(engine, on, order, lines))
  for (const door of engine.doors.values()) orThrow(await door.refuseChange?.(on, order, lines))
}

/** Whether the order's fee comes back with these units: as its door says, else with the last ones. */
export async function feeComesBack(
  engine: Engine,
  on: Queryable,
  order: Order,
  lines: readonly Units[],
  isLast: boolean,
): Promise<boolean> {
  if (order.fee === 0) return isLast
  const doors = [...engine.doors.values()]
  const said = await Promise.all(doors.map((door) => door.feeComesBack?.(on, order, lines)))
  return said.find((one) => one !== undefined) ?? isLast
}

/** Tells the doors that units of a paid order were given back, or all of it canceled. Problems: theirs. */
export async function tellDoors(engine: Engine, tx: Tx, order: Order): Promise<void> {
  for (const door of engine.doors.values()) await door.givenBack?.(engine, tx, order)
}

/** An order with its places, locked in their order. */
export async function lockToCancel(tx: Tx, { storeId, id }: Pick<Order, 'storeId' | 'id'>) {
  const named = await orders.readPlaceIds(tx, storeId, id)
  const locked = await places.lockPlaces(
    tx,
    storeId,
    named.map(({ placeId }) => placeId),
  )
  return { order: (await orders.lockOrder(tx, storeId, id)) as Order, locked }
}

/** Whether something is left of the order at a place. */
export const hasUnits = (order: Order, placeId: Id<'Place'>): boolean =>
  order.lines.some((line) => line.placeId === placeId && unitsLeft(line) > 0)
