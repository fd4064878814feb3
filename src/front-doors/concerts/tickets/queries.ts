import type { Id } from '../../../kernel/id.ts'
import { uuids } from '../../../postgres/literal.ts'
import { type Queryable, type Sql, sql, type Tx } from '../../../postgres/sql.ts'
import type { Scan, TicketLine } from './rules.ts'

// Tickets are protected by the lock of their order; a scan takes it shared. Lock order: orders by id,
// then what a statement here writes.

/** Seats of orders `o` that were paid, with their lines `l`. */
const tickets = (where: Sql): Sql => sql`
  select o.store_id as "storeId", o.id as "orderId", p.id as "placeId",
         split_part(p.key, '/', 2)::uuid as "performanceId", s.id as "seatId", s.section, s.row,
         s.number, p.starts_at as "startsAt", o.buyer_id as "buyerId", h.holder_id as "holderId",
         coalesce(h.handed, 0) as handed, l.status = 'sold' as "isSold",
         exists (select 1 from ticket_offers t
                  where t.store_id = o.store_id and t.order_id = o.id and t.place_id = p.id
                    and t.state = 'offered') as "isOffered"
    from orders o
    join order_lines l on l.store_id = o.store_id and l.order_id = o.id
                      and l.status in ('sold', 'released')
    join places p on p.store_id = l.store_id and p.id = l.place_id and starts_with(p.key, 'seat/')
    join seats s on s.store_id = p.store_id and s.id = split_part(p.key, '/', 3)::integer
    left join handed_tickets h on h.store_id = o.store_id and h.order_id = o.id
                              and h.place_id = p.id
   where o.paid_at is not null and (${where})`

const byStart = sql`order by p.starts_at, s.section, s.row, s.number`

/** The tickets of an order of one's own. */
export const listOfOrder = (
  on: Queryable,
  { storeId, orderId }: { readonly storeId: Id<'Store'>; readonly orderId: Id<'Order'> },
) =>
  on.rows<TicketLine>(sql`
    ${tickets(sql`o.store_id = ${storeId} and o.id = ${orderId}`)} ${byStart}
  `)

/** Locks orders shared: none of their tickets is canceled or handed on before the commit. */
export const keepOrders = (tx: Tx, storeId: Id<'Store'>, ids: readonly Id<'Order'>[]) =>
  tx.rows<{ id: Id<'Order'> }>(sql`
    select id from orders
     where store_id = ${storeId} and id = any(${uuids(ids)}::uuid[])
     order by id
       for share
  `)

/** The tickets of some orders. */
export const listOfOrders = (on: Queryable, storeId: Id<'Store'>, ids: readonly Id<'Order'>[]) =>
  on.rows<TicketLine>(sql`
    ${tickets(sql`o.store_id = ${storeId} and o.id = any(${uuids(ids)}::uuid[])`)} ${byStart}
  `)

/** Tickets that somebody bought at a concert. */
export const listBought = (on: Queryable, storeId: Id<'Store'>, buyerId: Id<'Account'>) =>
  on.rows<TicketLine>(sql`
    ${tickets(sql`o.store_id = ${storeId} and o.buyer_id = ${buyerId}`)} ${byStart}
  `)

/** Tickets that somebody received. */
export const listReceived = (on: Queryable, storeId: Id<'Store'>, holderId: Id<'Account'>) =>
  on.rows<TicketLine>(sql`
    ${tickets(sql`h.store_id = ${storeId} and h.holder_id = ${holderId}`)} ${byStart}
  `)

/** The valid tickets of a performance. (2,000: 40 ms.) */
export const listOfPerformance = (
  on: Queryable,
  storeId: Id<'Store'>,
  performanceId: Id<'Performance'>,
) =>
  on.rows<TicketLine>(sql`
    ${tickets(sql`
      l.status = 'sold' and o.store_id = ${storeId}
        and p.starts_at = (select starts_at from performances
                            where store_id = ${storeId} and id = ${performanceId})`)}
    ${byStart}
  `)

export const isConcert = async (on: Queryable, storeId: Id<'Store'>): Promise<boolean> =>
  (await on.maybe(sql`select 1 from stores where id = ${storeId} and front_door = 'concerts'`)) !==
  undefined

type TicketKey = Pick<TicketLine, 'storeId' | 'orderId' | 'placeId'>

export interface Offer extends TicketKey {
  readonly id: Id<'Offer'>
  readonly handed: number
  readonly fromId: Id<'Account'> | null
  readonly emailHash: string
}

/** An offer, open or not, with what its mails need. */
export const readOffer = (on: Queryable, storeId: Id<'Store'>, id: Id<'Offer'>) =>
  on.maybe<
    Pick<Offer, 'placeId' | 'fromId'> & { readonly state: string; readonly sealed: string | null }
  >(sql`
    select place_id as "placeId", from_id as "fromId", state, sealed
      from ticket_offers where store_id = ${storeId} and id = ${id}
  `)

/** How often tickets of an order were offered since `after`. */
export const countOffers = (
  on: Queryable,
  { storeId, orderId }: Pick<TicketKey, 'storeId' | 'orderId'>,
  after: Date,
) =>
  on.one<{ offers: number }>(sql`
    select count(*)::integer as offers from ticket_offers
     where store_id = ${storeId} and order_id = ${orderId} and offered_at > ${after}
  `)

/** Forgets to whom tickets were offered, once no mail of it can be waiting. */
export const emptyAddresses = (on: Queryable, now: Date) =>
  on.run(sql`
    update ticket_offers set sealed = null
     where sealed is not null
       and (ended_at < ${now}::timestamptz - interval '2 days'
            or offered_at < ${now}::timestamptz - interval '30 days')
  `)

/** @returns 0 when it is offered already */
export const insertOffer = (
  tx: Tx,
  offer: Offer,
  { secretHash, sealed }: { readonly secretHash: string; readonly sealed: string },
) =>
  tx.run(sql`
    insert into ticket_offers (store_id, id, order_id, place_id, handed, from_id, secret_hash,
                               email_hash, sealed, state, offered_at)
    values (${offer.storeId}, ${offer.id}, ${offer.orderId}, ${offer.placeId}, ${offer.handed},
            ${offer.fromId}, ${secretHash}, ${offer.emailHash}, ${sealed}, 'offered', ${tx.now})
        on conflict (store_id, order_id, place_id) where state = 'offered' do nothing
  `)

/** An open offer by its secret. */
export const findOffer = (on: Queryable, storeId: Id<'Store'>, secretHash: string) =>
  on.maybe<Offer>(sql`
    select store_id as "storeId", id, order_id as "orderId", place_id as "placeId", handed,
           from_id as "fromId", email_hash as "emailHash"
      from ticket_offers
     where store_id = ${storeId} and secret_hash = ${secretHash} and state = 'offered'
  `)

/** @returns 0 when it was accepted or withdrawn meanwhile */
export const endOffer = (
  tx: Tx,
  { storeId, id }: Pick<Offer, 'storeId' | 'id'>,
  state: 'accepted' | 'withdrawn',
) =>
  tx.run(sql`
    update ticket_offers set state = ${state}, ended_at = ${tx.now}
     where store_id = ${storeId} and id = ${id} and state = 'offered'
  `)

/** Withdraws the open offer of a ticket; undefined: there is none. */
export const withdrawOffer = (tx: Tx, { storeId, orderId, placeId }: TicketKey) =>
  tx.maybe<{ id: Id<'Offer'> }>(sql`
    update ticket_offers set state = 'withdrawn', ended_at = ${tx.now}
     where store_id = ${storeId} and order_id = ${orderId} and place_id = ${placeId}
       and state = 'offered'
    returning id
  `)

/** Gives a ticket to somebody; null: back to its buyer. */
export const handOn = (
  tx: Tx,
  { storeId, orderId, placeId }: TicketKey,
  holderId: Id<'Account'> | null,
) =>
  tx.run(sql`
    insert into handed_tickets as h (store_id, order_id, place_id, holder_id, handed)
    values (${storeId}, ${orderId}, ${placeId}, ${holderId}, 1)
        on conflict (store_id, order_id, place_id) do update
       set holder_id = excluded.holder_id, handed = h.handed + 1
  `)

/** What somebody who leaves has received goes back to its buyers; their offers and attempts end. */
export async function eraseHolder(tx: Tx, accountId: Id<'Account'>): Promise<void> {
  await tx.run(sql`
    update handed_tickets set holder_id = null, handed = handed + 1 where holder_id = ${accountId}
  `)
  await tx.run(sql`
    update ticket_offers
       set from_id = null, sealed = null, state = case state when 'offered' then 'withdrawn' else state end
     where from_id = ${accountId}
  `)
  await tx.run(sql`delete from presale_attempts where account_id = ${accountId}`)
}

// ── check-in ──

export const listScans = (
  on: Queryable,
  storeId: Id<'Store'>,
  performanceIds: readonly Id<'Performance'>[],
  serials: readonly string[],
) =>
  on.rows<Scan>(sql`
    select serial, device, at from check_ins
     where store_id = ${storeId} and performance_id = any(${performanceIds}::uuid[])
       and serial = any(${serials}::text[])
     order by at, device
  `)

/** Inserts what is not known yet. */
export const insertScans = (
  tx: Tx,
  storeId: Id<'Store'>,
  performanceId: Id<'Performance'>,
  scans: readonly Scan[],
) =>
  tx.run(sql`
    insert into check_ins (store_id, performance_id, serial, device, at, received_at)
    select ${storeId}, ${performanceId}, given.serial, given.device, given.at, ${tx.now}
      from unnest(
             ${scans.map(({ serial }) => serial)}::text[],
             ${scans.map(({ device }) => device)}::text[],
             ${scans.map(({ at }) => at)}::timestamptz[]
           ) as given (serial, device, at)
        on conflict do nothing
  `)
