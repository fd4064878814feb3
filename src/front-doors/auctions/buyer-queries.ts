import type { BookerTexts } from '../../bookings/booker.ts'
import { sealedBooker } from '../../bookings/queries.ts'
import type { Id } from '../../kernel/id.ts'
import type { Currency } from '../../kernel/money.ts'
import { type Queryable, sql } from '../../postgres/sql.ts'
import { mainPictureOf, type Picture } from '../../stores/pictures/stored.ts'
import { latestOrder, type OrderedWin, orderOf, winColumns } from './win-queries.ts'

export interface BuyerWin extends OrderedWin {
  readonly title: string
  readonly currency: Currency
  readonly image: Picture | null
  readonly sortAt: Date
  /** Null before its order is made. */
  readonly orderNumber: string | null
  /** Encrypted. */
  readonly booker: BookerTexts | null
}

export interface BuyerFilter {
  /** Undefined: of all lots. */
  readonly lotId: string | undefined
  /** The last one of the previous page. */
  readonly before: { readonly at: Date; readonly lotId: string } | undefined
  readonly limit: number
}

/** Wins of an auction, latest first, with the order and the booker of each. */
export const listBuyers = (
  on: Queryable,
  storeId: Id<'Store'>,
  { lotId, before, limit }: BuyerFilter,
  now: Date,
) =>
  on.rows<BuyerWin>(sql`
    select won.*, o.number as "orderNumber", ${sealedBooker}
      from (
        select ${winColumns}, date_trunc('milliseconds', w.won_at) as "sortAt", l.title, s.currency,
               ${mainPictureOf(sql`l.store_id`, sql`l.id`)} as image,
               coalesce(${orderOf(now)}, 'none') as "order", ${latestOrder} as "orderId"
          from wins w
          join lots l on l.store_id = w.store_id and l.id = w.lot_id
          join stores s on s.id = w.store_id
         where w.store_id = ${storeId}
           and (${lotId ?? null}::uuid is null or w.lot_id = ${lotId ?? null}::uuid)
           and (${before?.at ?? null}::timestamptz is null
                or (date_trunc('milliseconds', w.won_at), w.lot_id)
                     < (${before?.at ?? null}, ${before?.lotId ?? null}::uuid))
         order by date_trunc('milliseconds', w.won_at) desc, w.lot_id desc
         limit ${limit}
      ) as won
      left join orders o on o.store_id = won."storeId" and o.id = won."orderId"
      left join bookers b on b.store_id = won."storeId" and b.order_id = won."orderId"
     order by won."sortAt" desc, won."lotId" desc
  `)
