import type { Id } from '../../kernel/id.ts'
import type { Order } from '../../orders/rules.ts'
import { type Queryable, sql } from '../../postgres/sql.ts'
import type { MarkedVisits } from '../../stores/hold-terms/deposit-rules.ts'
import type { PastBooking } from './rules.ts'

/** Who a guest is at a store: an account, a phone number, or both. */
export interface GuestKey {
  readonly accountId: Id<'Account'> | null
  /** The phone's keyed hash, by every key. */
  readonly phoneIndexes: readonly string[]
}

export interface PastRow extends PastBooking {
  readonly orderId: Id<'Order'>
  /** Encrypted. */
  readonly note: string | null
}

/** The orders of a guest at a store. */
export const ordersOfGuest = (storeId: Id<'Store'>, { accountId, phoneIndexes }: GuestKey) => sql`
  select o.id from orders o where o.buyer_id = ${accountId}::uuid and o.store_id = ${storeId}
   union
  select b.order_id from bookers b
   where b.store_id = ${storeId} and b.phone_index = any(${phoneIndexes}::text[])`

/** A guest's bookings at a store since a time, latest first. */
export const listPast = (
  on: Queryable,
  storeId: Id<'Store'>,
  guest: GuestKey,
  { since, most }: { readonly since: Date; readonly most: number },
) =>
  on.rows<PastRow>(sql`
    select o.id as "orderId", o.status, begins.at as "startsAt", v.outcome, n.note,
           c.canceled_by as "canceledBy"
      from (${ordersOfGuest(storeId, guest)}) as theirs
      join orders o on o.store_id = ${storeId} and o.id = theirs.id
      cross join lateral (
        select min(p.starts_at) as at
          from order_lines l join places p on p.store_id = l.store_id and p.id = l.place_id
         where l.store_id = o.store_id and l.order_id = o.id and l.status <> 'moved' and not l.aside
      ) as begins
      left join visits v on v.store_id = o.store_id and v.order_id = o.id
      left join booking_notes n on n.store_id = o.store_id and n.order_id = o.id
      left join cancellations c on c.store_id = o.store_id and c.order_id = o.id
     where o.status in ('paid', 'canceled') and o.paid_at is not null and not o.standing
       and o.created_at >= ${since}
     order by coalesce(begins.at, o.created_at) desc, o.id desc
     limit ${most}
  `)

/** Whose booking it is; the phone is encrypted. */
export const readGuest = (on: Queryable, { storeId, id }: Pick<Order, 'storeId' | 'id'>) =>
  on.maybe<{ accountId: Id<'Account'> | null; phone: string | null }>(sql`
    select o.buyer_id as "accountId", b.phone
      from orders o left join bookers b on b.store_id = o.store_id and b.order_id = o.id
     where o.store_id = ${storeId} and o.id = ${id}
  `)

/** How often each of these buyers came to a store, and did not since a time; without those of whom nothing is marked. */
export const countVisits = async (
  on: Queryable,
  storeId: Id<'Store'>,
  buyerIds: readonly Id<'Account'>[],
  since: Date,
): Promise<ReadonlyMap<Id<'Account'>, MarkedVisits>> => {
  const rows = await on.rows<MarkedVisits & { buyerId: Id<'Account'> }>(sql`
    select o.buyer_id as "buyerId",
           count(*) filter (where v.outcome = 'arrived')::integer as visits,
           count(*) filter (where v.outcome = 'no-show' and v.marked_at >= ${since})::integer as "noShows"
      from orders o
      join visits v on v.store_id = o.store_id and v.order_id = o.id
     where o.buyer_id = any(${buyerIds}::uuid[]) and o.store_id = ${storeId}
       and o.status = 'paid'
     group by o.buyer_id
  `)
  return new Map(rows.map(({ buyerId, ...marked }) => [buyerId, marked]))
}
