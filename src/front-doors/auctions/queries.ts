import type { Id } from '../../kernel/id.ts'
import type { Currency } from '../../kernel/money.ts'
import { uuids } from '../../postgres/literal.ts'
import { type Queryable, type Sql, sql } from '../../postgres/sql.ts'
import { mainPictureOf, type Picture, picturesOf } from '../../stores/pictures/stored.ts'
import { readSellingStore } from '../../stores/queries.ts'
import { type LotAsk, lotColumns } from './bid-queries.ts'
import type { Bid } from './bid-rules.ts'
import type { Category, Lot } from './rules.ts'

/** A lot with what its page says of the auction. */
export interface ShownLot extends Lot {
  readonly auctionName: string
  readonly timeZone: string
  readonly currency: Currency
  readonly ownerId: Id<'Account'>
}

const shownColumns = sql`
  ${lotColumns}, s.name as "auctionName", s.time_zone as "timeZone", s.currency,
  s.owner_id as "ownerId"`

const mainPicture = mainPictureOf(sql`l.store_id`, sql`l.id`)

/** A lot that anybody may see. */
export const readLot = (on: Queryable, { storeId, lotId }: LotAsk) =>
  on.maybe<ShownLot & { images: readonly Picture[]; now: Date }>(sql`
    select ${shownColumns}, ${picturesOf(sql`l.store_id`, sql`l.id`)} as images,
           clock_now() as now
      from lots l join stores s on s.id = l.store_id
     where l.store_id = ${storeId} and l.id = ${lotId} and not l.hidden
  `)

/** Lots of one auction, hidden ones too. */
export const readShown = (on: Queryable, storeId: Id<'Store'>, lotIds: readonly Id<'Lot'>[]) =>
  on.rows<ShownLot & { images: readonly Picture[] }>(sql`
    select ${shownColumns}, ${picturesOf(sql`l.store_id`, sql`l.id`)} as images
      from lots l join stores s on s.id = l.store_id
     where l.store_id = ${storeId} and l.id = any(${uuids(lotIds)}::uuid[])
  `)

export interface CardLot extends ShownLot {
  readonly image: Picture | null
}

export interface LotFilter {
  readonly stage?: 'scheduled' | 'live' | 'closed' | undefined
  readonly category?: Category | undefined
  readonly auctionId?: string | undefined
  readonly title?: string | undefined
  /** The sort key and the id of the last one of the previous page. */
  readonly after?: { readonly at: Date; readonly id: string } | undefined
  readonly limit: number
}

/** What lots of a stage are sorted by: those of `closed` latest first. */
const stages = {
  scheduled: { is: sql`l.state = 'open' and l.starts_at > clock_now()`, by: sql`l.starts_at` },
  live: {
    is: sql`l.state = 'open' and l.starts_at <= clock_now() and l.ends_at > clock_now()`,
    by: sql`l.ends_at`,
  },
  closed: {
    is: sql`(l.state in ('sold', 'unsold') or (l.state = 'open' and l.ends_at <= clock_now()))`,
    by: sql`l.ends_at`,
  },
} as const

/** Public lots of one stage. */
export function listLots(on: Queryable, filter: LotFilter) {
  const { stage = 'live', category = null, auctionId = null, title, after, limit } = filter
  const { is, by } = stages[stage]
  const isBack = stage === 'closed'
  const beyond = isBack ? sql`<` : sql`>`
  const like = title === undefined ? null : `%${title.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return on.rows<CardLot & { sortAt: Date }>(sql`
    select ${shownColumns}, ${mainPicture} as image,
           date_trunc('milliseconds', ${by}) as "sortAt"
      from lots l join stores s on s.id = l.store_id
     where ${is} and not l.hidden and (s.closed_at is null or s.closed_at > clock_now())
       and (${category}::text is null or l.category = ${category})
       and (l.store_id = ${auctionId}::uuid or (${auctionId}::uuid is null and s.is_listed))
       and (${like}::text is null or lower(l.title) like lower(${like}))
       and (${after?.at ?? null}::timestamptz is null
            or (date_trunc('milliseconds', ${by}), l.id) ${beyond} (${after?.at ?? null}, ${after?.id ?? null}::uuid))
     order by date_trunc('milliseconds', ${by}) ${direction(isBack)}, l.id ${direction(isBack)}
     limit ${limit}
  `)
}

const direction = (isBack: boolean): Sql => (isBack ? sql`desc` : sql`asc`)

export interface ShownBid extends Bid {
  readonly number: number
  readonly at: Date
}

const bidColumns = sql`
  step, number, bidder, amount, maximum, price, leader, ends_at as "endsAt", at`

export const listBidsAfter = (
  on: Queryable,
  { storeId, lotId }: LotAsk,
  after: number,
  limit: number,
) =>
  on.rows<ShownBid>(sql`
    select ${bidColumns} from bids
     where lot_id = ${lotId} and store_id = ${storeId} and number > ${after}
     order by number
     limit ${limit}
  `)

/** Lots that an account has bid on, the latest bid first. */
export const listBidOn = (
  on: Queryable,
  accountId: Id<'Account'>,
  after: LotFilter['after'],
  limit: number,
) =>
  on.rows<CardLot & { bidder: number; maximum: number; bidAt: Date }>(sql`
    select ${shownColumns}, ${mainPicture} as image, m.bidder, m.maximum, m.bid_at as "bidAt"
      from (
        select b.store_id, b.lot_id, b.bidder, b.maximum,
               (select date_trunc('milliseconds', g.at) from bids g
                 where g.store_id = b.store_id and g.lot_id = b.lot_id and g.step = b.step) as bid_at
          from lot_bidders b
         where b.account_id = ${accountId}
      ) as m
      join lots l on l.store_id = m.store_id and l.id = m.lot_id
      join stores s on s.id = l.store_id
     where (${after?.at ?? null}::timestamptz is null
            or (m.bid_at, l.id) < (${after?.at ?? null}, ${after?.id ?? null}::uuid))
     order by m.bid_at desc, l.id desc
     limit ${limit}
  `)

/** An auction, as an order of one of its lots shows it. */
export const readAuction = (on: Queryable, storeId: Id<'Store'>) =>
  readSellingStore(on, storeId, 'auctions')

/** Whether an auction `s` has a lot that is sold now or later. */
export const sells = sql`
  exists (select 1 from lots l
           where l.store_id = s.id and l.state = 'open' and not l.hidden and l.ends_at > clock_now())`

/** Of these auctions, how many lots are live, and the next to end. */
export const countLive = (on: Queryable, storeIds: readonly Id<'Store'>[], now: Date) =>
  on.rows<{ storeId: Id<'Store'>; live: number; price: number }>(sql`
    select store_id as "storeId", count(*)::integer as live,
           min(coalesce(price, start_price))::bigint as price
      from lots
     where store_id = any(${uuids(storeIds)}::uuid[]) and state = 'open' and not hidden
       and starts_at <= ${now} and ends_at > ${now}
     group by store_id
  `)

export const readTitles = (on: Queryable, asks: readonly LotAsk[]) =>
  on.rows<{ lotId: Id<'Lot'>; title: string; image: Picture | null }>(sql`
    select l.id as "lotId", l.title, ${mainPicture} as image
      from unnest(
             ${uuids(asks.map(({ storeId }) => storeId))}::uuid[],
             ${uuids(asks.map(({ lotId }) => lotId))}::uuid[]
           ) as asked (store_id, lot_id)
      join lots l on l.store_id = asked.store_id and l.id = asked.lot_id
  `)

export const isLotOf = async (
  on: Queryable,
  storeId: Id<'Store'>,
  id: Id<'Subject'>,
): Promise<boolean> =>
  (await on.maybe(sql`select 1 from lots where store_id = ${storeId} and id = ${id}`)) !== undefined
