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

/** How often the guest of an order has changed its time, or how many come. */
export const countChanges = async (
  on: Queryable,
  { storeId, id }: Pick<Order, 'storeId' | 'id'>,
): Promise<number> =>
  (
    await on.one<{ count: number }>(sql`
      select coalesce(greatest(
               (select max(m.change_number) from moves m where m.store_id = ${storeId} and m.order_id = ${id}),
               (select max(c.change_number) from party_changes c
                 where c.store_id = ${storeId} and c.order_id = ${id})), 0) as count
    `)
  ).count

/** Another number of people, as the guest changed it. */
export interface PartyChange {
  readonly storeId: Id<'Store'>
  /** That of its move, where the time changed too. */
  readonly id: Id<'Move'>
  readonly orderId: Id<'Order'>
  readonly changeNumber: number
  readonly fromUnits: number
  readonly toUnits: number
}

export const insertPartyChange = (tx: Tx, change: PartyChange) =>
  tx.run(sql`
    insert into party_changes (store_id, id, order_id, change_number, from_units, to_units, changed_at)
    values (${change.storeId}, ${change.id}, ${change.orderId}, ${change.changeNumber},
            ${change.fromUnits}, ${change.toUnits}, ${tx.now})
  `)

export const readPartyChange = (on: Queryable, storeId: Id<'Store'>, id: string) =>
  on.maybe<Pick<PartyChange, 'fromUnits' | 'toUnits'>>(sql`
    select from_units as "fromUnits", to_units as "toUnits"
      from party_changes where store_id = ${storeId} and id = ${id}
  `)
