import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import { type LotAsk, lotColumns } from './bid-queries.ts'
import type { Lot, Terms } from './rules.ts'

// Statements of sellers and of the closing.

export const listEnded = (on: Queryable, now: Date, limit: number) =>
  on.rows<LotAsk>(sql`
    select store_id as "storeId", id as "lotId" from lots
     where state = 'open' and ends_at <= ${now}
     order by ends_at
     limit ${limit}
  `)

/** A bidder of a lot; the account is null once it is gone. */
export const readBidder = (on: Queryable, { storeId, lotId }: LotAsk, bidder: number) =>
  on.one<{ accountId: Id<'Account'>; maximum: number }>(sql`
    select account_id as "accountId", maximum from lot_bidders
     where store_id = ${storeId} and lot_id = ${lotId} and bidder = ${bidder}
  `)

export type NewLot = Pick<
  Lot,
  | 'id'
  | 'storeId'
  | 'title'
  | 'description'
  | 'category'
  | 'startPrice'
  | 'reserve'
  | 'buyNow'
  | 'terms'
  | 'startsAt'
  | 'endsAt'
  | 'hardEndsAt'
  | 'relistedFrom'
>

/** @returns 0 where the lot was listed again before */
export const insertLot = (tx: Tx, lot: NewLot) =>
  tx.run(sql`
    insert into lots (store_id, id, title, description, category, start_price, reserve, buy_now,
                      terms, starts_at, ends_at, hard_ends_at, relisted_from, deposits_open,
                      created_at)
    values (${lot.storeId}, ${lot.id}, ${lot.title}, ${lot.description}, ${lot.category},
            ${lot.startPrice}, ${lot.reserve}, ${lot.buyNow}, ${JSON.stringify(lot.terms)},
            ${lot.startsAt}, ${lot.endsAt}, ${lot.hardEndsAt}, ${lot.relistedFrom},
            ${lot.terms.deposit > 0}, ${tx.now})
        on conflict (relisted_from, store_id) where relisted_from is not null do nothing
  `)

/** What a seller may change while nobody has bid. */
export const writeLot = (tx: Tx, lot: Lot) =>
  tx.run(sql`
    update lots
       set title = ${lot.title}, description = ${lot.description}, category = ${lot.category},
           start_price = ${lot.startPrice}, reserve = ${lot.reserve}, buy_now = ${lot.buyNow},
           starts_at = ${lot.startsAt}, ends_at = ${lot.endsAt}, hard_ends_at = ${lot.hardEndsAt},
           version = version + 1
     where store_id = ${lot.storeId} and id = ${lot.id}
  `)

export const writeHidden = (tx: Tx, { storeId, lotId }: LotAsk, hidden: boolean) =>
  tx.run(sql`
    update lots set hidden = ${hidden}, version = version + 1
     where store_id = ${storeId} and id = ${lotId}
  `)

export interface OwnLot extends Lot {
  readonly createdAt: Date
  readonly relistedAs: Id<'Lot'> | null
}

const ownColumns = sql`
  ${lotColumns}, l.created_at as "createdAt",
  (select r.id from lots r
    where r.relisted_from = l.id and r.store_id = l.store_id) as "relistedAs"`

const ownStages = {
  scheduled: sql`l.state = 'open' and l.starts_at > clock_now()`,
  live: sql`l.state = 'open' and l.starts_at <= clock_now()`,
  sold: sql`l.state = 'sold'`,
  unsold: sql`l.state = 'unsold'`,
  withdrawn: sql`l.state = 'withdrawn'`,
} as const
export type OwnStage = keyof typeof ownStages

interface OwnFilter {
  readonly before: string | undefined
  /** Undefined: lots of every stage. */
  readonly stage: OwnStage | undefined
  readonly limit: number
}

/** Lots of an auction, newest first. */
export const listOwnLots = (
  on: Queryable,
  storeId: Id<'Store'>,
  { before, stage, limit }: OwnFilter,
) =>
  on.rows<OwnLot>(sql`
    select ${ownColumns} from lots l
     where l.store_id = ${storeId} and ${stage ? ownStages[stage] : sql`true`}
       and (${before ?? null}::uuid is null or l.id < ${before ?? null}::uuid)
     order by l.id desc
     limit ${limit}
  `)

export const readOwnLot = (on: Queryable, { storeId, lotId }: LotAsk) =>
  on.maybe<OwnLot>(sql`
    select ${ownColumns} from lots l where l.store_id = ${storeId} and l.id = ${lotId}
  `)

export const readTerms = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<{ terms: Terms }>(sql`select terms from auction_terms where store_id = ${storeId}`)

export const writeTerms = (tx: Tx, storeId: Id<'Store'>, terms: Terms) =>
  tx.run(sql`
    insert into auction_terms (store_id, terms) values (${storeId}, ${JSON.stringify(terms)})
        on conflict (store_id) do update set terms = excluded.terms
  `)
