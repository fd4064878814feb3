import type { Id } from '../../kernel/id.ts'
import type { Order } from '../../orders/rules.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'

// What a store allows is protected by the lock of the store.

/** Whether guests of a store may change the time of their bookings. */
export const readAllowed = async (on: Queryable, storeId: Id<'Store'>): Promise<boolean> =>
  (
    await on.maybe<{ isAllowed: boolean }>(sql`
      select g.is_allowed as "isAllowed" from guest_changes g where g.store_id = ${storeId}
    `)
  )?.isAllowed ?? true

export const writeAllowed = (tx: Tx, storeId: Id<'Store'>, isAllowed: boolean) =>
  tx.run(sql`
    insert into guest_changes (store_id, is_allowed) values (${storeId}, ${isAllowed})
        on conflict (store_id) do update set is_allowed = excluded.is_allowed
  `)

/** How often the guest of an order has changed its time. */
export const countChanges = async (
  on: Queryable,
  { storeId, id }: Pick<Order, 'storeId' | 'id'>,
): Promise<number> =>
  (
    await on.one<{ count: number }>(sql`
      select coalesce(max(m.change_number), 0) as count
        from moves m where m.store_id = ${storeId} and m.order_id = ${id}
    `)
  ).count
