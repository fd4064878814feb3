import type { Id } from '../../kernel/id.ts'
import { isAlive } from '../../orders/alive.ts'
import { uuids } from '../../postgres/literal.ts'
import { type Queryable, sql } from '../../postgres/sql.ts'
import type { LotAsk } from './bid-queries.ts'
import type { Lot } from './rules.ts'

export type DepositOffer = Pick<Lot, 'id' | 'title' | 'terms' | 'state' | 'startsAt' | 'endsAt'>

export const readDepositOffers = (
  on: Queryable,
  storeId: Id<'Store'>,
  lotIds: readonly Id<'Lot'>[],
) =>
  on.rows<DepositOffer>(sql`
    select id, title, terms, state, starts_at as "startsAt", ends_at as "endsAt"
      from lots
     where store_id = ${storeId} and id = any(${uuids(lotIds)}::uuid[]) and not hidden
  `)

/**
 * The paid deposits of a lot `l` that go back: of all who have no open win of it; of a winner once it is
 * paid for. Who has left a win unpaid has lost the deposit.
 */
const returnable = sql`
      from places p
      join order_lines d on d.store_id = p.store_id and d.place_id = p.id and d.status = 'sold'
      join orders o on o.store_id = d.store_id and o.id = d.order_id and o.status = 'paid'
      left join wins w on w.account_id = o.buyer_id and w.lot_id = l.id and w.store_id = l.store_id
     where p.key = 'deposit/' || l.id and p.store_id = l.store_id
       and not exists (select from lost_deposits k
                        where k.store_id = o.store_id and k.order_id = o.id)
       and (w.round is null or w.settled_at is not null or w.ended in ('declined', 'canceled')
            or w.kind = 'second-chance' and w.ended is not null)`

/** Deposits that go back, of lots that are over. */
export const listReturnable = (on: Queryable, limit: number) =>
  on.rows<LotAsk & { orderId: Id<'Order'>; ownerId: Id<'Account'> }>(sql`
    select l.store_id as "storeId", l.id as "lotId", back.id as "orderId", s.owner_id as "ownerId"
      from lots l
      join stores s on s.id = l.store_id
     cross join lateral (select o.id ${returnable} order by o.id limit ${limit}) as back
     where l.deposits_open and l.state <> 'open'
     order by l.closed_at
     limit ${limit}
  `)

/** Looks no more after deposits of lots that are over, paid for or left, and have none to give back. */
export const shutDeposits = (on: Queryable, now: Date) =>
  on.run(sql`
    update lots l set deposits_open = false
     where l.deposits_open and l.state <> 'open' and l.closed_at < ${now}::timestamptz - interval '1 hour'
       and not exists (select 1 ${returnable})
       and not exists (select 1 from places p
                         join order_lines d on d.store_id = p.store_id and d.place_id = p.id
                        where p.key = 'deposit/' || l.id and p.store_id = l.store_id
                          and d.status = 'held') -- may still be paid, by bank transfer
       and not exists (select 1 from wins w
                        where w.lot_id = l.id and w.store_id = l.store_id
                          and w.ended is null and w.settled_at is null)
  `)

/** Of these buyers, who has paid a deposit of this place. */
export const listPaidDeposits = (
  on: Queryable,
  storeId: Id<'Store'>,
  asks: readonly { readonly placeId: Id<'Place'>; readonly buyerId: Id<'Account'> }[],
) =>
  on.rows<{ placeId: Id<'Place'>; buyerId: Id<'Account'> }>(sql`
    select d.place_id as "placeId", d.buyer_id as "buyerId"
      from unnest(
             ${uuids(asks.map(({ placeId }) => placeId))}::uuid[],
             ${uuids(asks.map(({ buyerId }) => buyerId))}::uuid[]
           ) as asked (place_id, buyer_id)
      join order_lines d on d.store_id = ${storeId} and d.place_id = asked.place_id
       and d.buyer_id = asked.buyer_id and d.status = 'sold'
  `)

/** What has become of an account's deposit; undefined: it has none. */
export const readDeposit = (
  on: Queryable,
  {
    storeId,
    placeId,
    accountId,
  }: {
    readonly storeId: Id<'Store'>
    readonly placeId: Id<'Place'>
    readonly accountId: Id<'Account'>
  },
) =>
  on.maybe<{ state: 'held' | 'paid' }>(sql`
    select case when o.status = 'paid' then 'paid' else 'held' end as state
      from order_lines d join orders o on o.store_id = d.store_id and o.id = d.order_id
     where d.store_id = ${storeId} and d.place_id = ${placeId} and d.buyer_id = ${accountId}
       and (o.status = 'paid' or ${isAlive(sql`clock_now()`)})
     order by o.status = 'paid' desc
     limit 1
  `)
