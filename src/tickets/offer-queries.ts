import type { Id } from '../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import type { TicketKey } from './rules.ts'

// Offers are protected by the lock of their order.

export interface Offer extends TicketKey {
  readonly id: Id<'Offer'>
  readonly fromId: Id<'Account'> | null
  readonly emailHash: string
}

type OfferedTicket = Pick<TicketKey, 'storeId' | 'orderId' | 'placeId'>

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
export const findOffer = (on: Queryable, secretHash: string) =>
  on.maybe<Offer>(sql`
    select store_id as "storeId", id, order_id as "orderId", place_id as "placeId", handed,
           from_id as "fromId", email_hash as "emailHash"
      from ticket_offers
     where secret_hash = ${secretHash} and state = 'offered'
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
export const withdrawOffer = (tx: Tx, { storeId, orderId, placeId }: OfferedTicket) =>
  tx.maybe<{ id: Id<'Offer'> }>(sql`
    update ticket_offers set state = 'withdrawn', ended_at = ${tx.now}
     where store_id = ${storeId} and order_id = ${orderId} and place_id = ${placeId}
       and state = 'offered'
    returning id
  `)

/** The offers of somebody who leaves end. */
export const eraseOffers = (tx: Tx, accountId: Id<'Account'>) =>
  tx.run(sql`
    update ticket_offers
       set from_id = null, sealed = null, state = case state when 'offered' then 'withdrawn' else state end
     where from_id = ${accountId}
  `)
