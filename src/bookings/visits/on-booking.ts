import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { lockOrder } from '../../orders/queries.ts'
import { type Order, orderMissing } from '../../orders/rules.ts'
import { findOwnedOrder } from '../../policies/queries.ts'
import type { Tx } from '../../postgres/sql.ts'
import type { By } from '../../stores/rules.ts'
import { publishChange } from '../desk-live.ts'

export interface GuestAsk {
  readonly by: By
  readonly storeId: Id<'Store'>
  readonly bookingId: Id<'Order'>
}

/** Runs `work` with an order of the owner's store locked. Problem: order-missing. */
export const onBooking = <Answer>(
  engine: Engine,
  { by, storeId, bookingId: orderId }: GuestAsk,
  work: (tx: Tx, order: Order) => Promise<Answer>,
): Promise<Answer> =>
  engine.cell(storeId).transaction(async (tx) => {
    const found = await findOwnedOrder(tx, { by, storeId, orderId })
    const order = found && (await lockOrder(tx, found.storeId, found.id))
    if (!order) throw orderMissing()
    return work(tx, order)
  }, storeId)

/** The same for a change, of which open desks are told. */
export const changeBooking = <Answer>(
  engine: Engine,
  ask: GuestAsk,
  work: (tx: Tx, order: Order) => Promise<Answer>,
): Promise<Answer> =>
  onBooking(engine, ask, async (tx, order) => {
    const answer = await work(tx, order)
    await publishChange(tx, order)
    return answer
  })
