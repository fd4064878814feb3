import type { BookingDoor } from '../../bookings/door.ts'
import { sql } from '../../postgres/sql.ts'
import * as rules from './rules.ts'

/**
 * Why a buyer cannot cancel: a deposit is bound from the first bid until a job gives it back or it is
 * lost, and a lot that was handed over or received is the seller's to take back. Asked under the lock of the order,
 * which the first bid on a deposit waits for.
 */
export const refuseChange: NonNullable<BookingDoor['refuseChange']> = async (on, order) => {
  const facts = await on.one<{ isBound: boolean; isHandedOver: boolean }>(sql`
    select exists (
             select from order_lines d
               join places p on p.store_id = d.store_id and p.id = d.place_id
                            and starts_with(p.key, 'deposit/')
               join lot_bidders b on b.store_id = d.store_id and b.account_id = d.buyer_id
                                 and p.key = 'deposit/' || b.lot_id
              where d.store_id = ${order.storeId} and d.order_id = ${order.id}) as "isBound",
           exists (
             select from order_lines d
               join places p on p.store_id = d.store_id and p.id = d.place_id
               join wins w on w.store_id = d.store_id and w.account_id = d.buyer_id
                          and p.key = 'lot/' || w.lot_id
                          and (w.handed_over_at is not null or w.received_at is not null)
              where d.store_id = ${order.storeId} and d.order_id = ${order.id}) as "isHandedOver"
  `)
  if (facts.isBound) return rules.depositBound()
  return facts.isHandedOver ? rules.handedOver() : undefined
}
