import type { Id } from '../../../kernel/id.ts'
import { type Queryable, type Sql, sql } from '../../../postgres/sql.ts'

interface Range {
  readonly from: Date
  readonly before: Date
  readonly timeZone: string
}

/** Lines of goods that were paid for in a range, with their net and what of it came back. */
const sold = (storeId: Id<'Store'>, { from, before, timeZone }: Range): Sql => sql`
  select (o.paid_at at time zone ${timeZone})::date as day, o.id as order_id, v.product_id,
         l.quantity, l.quantity * l.unit_price - l.discount as net,
         case l.status when 'released' then l.quantity else l.given_back end as back
    from orders o
    join order_lines l on l.store_id = o.store_id and l.order_id = o.id and l.status <> 'moved'
    join variants v on v.store_id = l.store_id and v.place_id = l.place_id
   where o.store_id = ${storeId} and o.paid_at >= ${from} and o.paid_at < ${before}
     and not o.standing
     -- what is sent in exchange was sold already
     and not exists (select from returns r
                      where r.store_id = o.store_id and r.exchange_order_id = o.id)`

export const sumDays = (on: Queryable, storeId: Id<'Store'>, range: Range) =>
  on.rows<{ date: string; orders: number; units: number; taken: number; returned: number }>(sql`
    select day::text as date, count(distinct order_id)::integer as orders,
           sum(quantity)::integer as units, sum(net)::bigint as taken,
           sum(net * back / quantity)::bigint as returned
      from (${sold(storeId, range)}) as sold
     group by day
     order by day
  `)

export interface ProductSum {
  readonly productId: Id<'Product'>
  readonly title: string
  readonly units: number
  readonly returnedUnits: number
  readonly taken: number
}

export const sumProducts = (on: Queryable, storeId: Id<'Store'>, range: Range, limit: number) =>
  on.rows<ProductSum>(sql`
    select sold.product_id as "productId", p.title, sum(quantity)::integer as units,
           sum(back)::integer as "returnedUnits", sum(net)::bigint as taken
      from (${sold(storeId, range)}) as sold
      join products p on p.store_id = ${storeId} and p.id = sold.product_id
     group by sold.product_id, p.title
     order by sum(net) desc, sold.product_id
     limit ${limit}
  `)

/** By day and product, for a file. */
export const sumDayProducts = (on: Queryable, storeId: Id<'Store'>, range: Range) =>
  on.rows<ProductSum & { date: string; returned: number }>(sql`
    select day::text as date, sold.product_id as "productId", p.title,
           sum(quantity)::integer as units, sum(back)::integer as "returnedUnits",
           sum(net)::bigint as taken, sum(net * back / quantity)::bigint as returned
      from (${sold(storeId, range)}) as sold
      join products p on p.store_id = ${storeId} and p.id = sold.product_id
     group by day, sold.product_id, p.title
     order by day, p.title, sold.product_id
  `)
