import type { SealedColumn } from '../../accounts/erasure.ts'
import { orderRows } from '../../orders/queries.ts'
import type { Order } from '../../orders/rules.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { VisitOutcome } from './rules.ts'

// Visits and notes are protected by the lock of their order.

type OrderKey = Pick<Order, 'storeId' | 'id'>

/** For the key rotation. */
export const sealedNotes: SealedColumn = {
  table: 'booking_notes',
  keys: ['store_id', 'order_id'],
  columns: ['note'],
}

export const readVisit = async (
  on: Queryable,
  { storeId, id }: OrderKey,
): Promise<VisitOutcome | null> =>
  (
    await on.maybe<{ outcome: VisitOutcome }>(sql`
      select outcome from visits where store_id = ${storeId} and order_id = ${id}
    `)
  )?.outcome ?? null

export const writeVisit = (
  tx: Tx,
  { storeId, id }: OrderKey,
  { outcome, startsAt }: { readonly outcome: VisitOutcome; readonly startsAt: Date | null },
) =>
  tx.run(sql`
    insert into visits (store_id, order_id, outcome, begins_at, marked_at)
    values (${storeId}, ${id}, ${outcome}, ${startsAt}, ${tx.now})
        on conflict (store_id, order_id) do update
       set outcome = excluded.outcome, begins_at = excluded.begins_at,
           marked_at = excluded.marked_at
  `)

export const removeVisit = (tx: Tx, { storeId, id }: OrderKey) =>
  tx.run(sql`delete from visits where store_id = ${storeId} and order_id = ${id}`)

/** @param note encrypted */
export const writeNote = (tx: Tx, { storeId, id }: OrderKey, note: string) =>
  tx.run(sql`
    insert into booking_notes (store_id, order_id, note, written_at)
    values (${storeId}, ${id}, ${note}, ${tx.now})
        on conflict (store_id, order_id) do update
       set note = excluded.note, written_at = excluded.written_at
  `)

export const removeNote = (tx: Tx, { storeId, id }: OrderKey) =>
  tx.run(sql`delete from booking_notes where store_id = ${storeId} and order_id = ${id}`)

/** Removes the notes on orders whose buyer leaves. */
export const eraseNotes = (tx: Tx, orders: readonly OrderKey[]) =>
  tx.run(sql`
    delete from booking_notes n using ${orderRows(orders)} as given (store_id, id)
     where n.store_id = given.store_id and n.order_id = given.id
  `)
