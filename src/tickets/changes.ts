import type { Id } from '../kernel/id.ts'
import type { Problem } from '../kernel/problem.ts'
import { handedOn, type Order, ticketUsed } from '../orders/rules.ts'
import type { Queryable } from '../postgres/sql.ts'
import type { Doors } from './doors.ts'
import { listOfOrder } from './queries.ts'
import { scannedOf } from './states.ts'

/**
 * Why a paid order, locked, or some of its lines, may neither be canceled by its buyer nor moved by its store. A scan counts
 * for every serial that a ticket had: what went back to the buyer may have another one.
 * Problems in order: ticket-used, handed-on. An engine is what it is asked of; its type would make a
 * cycle.
 */
export async function refuseChange(
  engine: { readonly secret: string; readonly doors: Doors },
  on: Queryable,
  { storeId, id: orderId }: Pick<Order, 'storeId' | 'id'>,
  only?: readonly { readonly placeId: Id<'Place'> }[],
): Promise<Problem | undefined> {
  const all = await listOfOrder(on, engine.doors, { storeId, orderId })
  const asked = only && new Set(only.map(({ placeId }) => placeId))
  const lines = all.filter(({ isSold, placeId }) => isSold && (!asked || asked.has(placeId)))
  const ever = lines.flatMap((line) =>
    Array.from({ length: line.handed + 1 }, (_, handed) => ({ ...line, handed })),
  )
  if ((await scannedOf(engine, on, ever)).size > 0) return ticketUsed()
  return lines.some(({ holderId }) => holderId !== null) ? handedOn() : undefined
}
