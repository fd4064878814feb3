import type { Id } from '../../../kernel/id.ts'
import type { Currency } from '../../../kernel/money.ts'
import type { Search } from '../../../kernel/search-tokens.ts'
import { uuids } from '../../../postgres/literal.ts'
import { listed, type Queryable, raw, type Sql, sql } from '../../../postgres/sql.ts'
import { type Picture, picturesOf } from '../../../stores/pictures/stored.ts'
import { leftOf, mainPicture } from './queries.ts'
import { PAGE_MOST, type Product, type Variant } from './rules.ts'

/** Compares the folded title and keywords of the product `p` with what is searched for. */
const compared = ({ parts }: Search): Sql =>
  parts.reduce((all, part) => sql`${all} and strpos(p.folded, ${part}) > 0`, sql`true`)

/** Whether the product `p` is found, hidden or not: without the index of tokens. */
export const matches = (search: Search | undefined): Sql => (search ? compared(search) : sql`true`)

const foldedTitle = sql`
  split_part(p.folded, chr(10), 1) || chr(10) || split_part(p.folded, chr(10), 2)`

/** The title is exactly the query, begins with it, has it somewhere; only keywords have it. */
const rankOf = ({ whole, parts }: Search): Sql => sql`
  case when starts_with(p.folded, ${`${whole}\n`}) then 0
       when starts_with(p.folded, ${whole}) then 1
       when p.keywords = '{}' or ${parts.reduce((all, part) => sql`${all} and strpos(${foldedTitle}, ${part}) > 0`, sql`true`)} then 2
       else 3 end`

export type Sort = 'best' | 'newest' | 'cheapest' | 'dearest' | 'popular'

export interface ListFilter {
  readonly storeId?: Id<'Store'> | undefined
  readonly category?: string | undefined
  readonly search?: Search | undefined
  readonly sort: Sort
  readonly minPrice?: number | undefined
  readonly maxPrice?: number | undefined
  readonly inStock?: boolean | undefined
  readonly after?: Cursor | undefined
  readonly limit: number
}

/** What the last product of a page is sorted by. */
export interface Cursor {
  readonly rank: number
  readonly key: number
  readonly id: string
}

export interface CardProduct {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Product'>
  readonly storeName: string
  readonly title: string
  readonly price: number
  readonly isFrom: boolean
  readonly currency: Currency
  readonly isSoldOut: boolean
  readonly image: Picture | null
}

interface Listed extends CardProduct {
  readonly rank: number
  readonly key: number
}

/** What products are sorted by; the newer first of equals, or the older where prices rise. */
const keys = {
  newest: sql`0`,
  cheapest: sql`p.price`,
  dearest: sql`p.price`,
  popular: sql`p.sold`,
  best: sql`p.sold`,
}

const inStock = sql`
  exists (select from variants v
           where v.store_id = p.store_id and v.product_id = p.id and v.archived_at is null
             and ${leftOf} > 0
          offset 0)` // looked up row by row: joined, all variants of a shop were read for a page

/** Not of a store that strangers do not find; few are not, and they are read once a statement. */
const ofListed = sql`and p.store_id <> all (array(select u.id from stores u where not u.is_listed))`

function narrowed({ storeId, category, minPrice, maxPrice, inStock: isInStock }: ListFilter): Sql {
  return sql`not p.hidden
    ${storeId ? sql`and p.store_id = ${storeId}` : ofListed}
    ${category ? sql`and p.category_id = ${category}` : sql``}
    ${minPrice === undefined ? sql`` : sql`and p.price >= ${minPrice}::bigint`}
    ${maxPrice === undefined ? sql`` : sql`and p.price <= ${maxPrice}::bigint`}
    ${isInStock ? sql`and ${inStock}` : sql``}`
}

const beyond = (sort: Sort, after: Cursor | undefined): Sql => {
  if (!after) return sql`true`
  const { rank, key, id } = after
  if (sort === 'newest') return sql`p.id < ${id}::uuid`
  if (sort === 'cheapest') return sql`(p.price, p.id) > (${key}::bigint, ${id}::uuid)`
  if (sort === 'dearest') return sql`(p.price, p.id) < (${key}::bigint, ${id}::uuid)`
  if (sort === 'popular') return sql`(p.sold, p.id) < (${key}::integer, ${id}::uuid)`
  return sql`(p.rank > ${rank}::integer
              or p.rank = ${rank}::integer and (p.sold, p.id) < (${key}::integer, ${id}::uuid))`
}

const orders: Record<Sort, Sql> = {
  newest: sql`p.id desc`,
  cheapest: sql`p.price, p.id`,
  dearest: sql`p.price desc, p.id desc`,
  popular: sql`p.sold desc, p.id desc`,
  best: sql`p.rank, p.sold desc, p.id desc`,
}

/** Numbers in a statement are no placeholders: its plan is made once, and serves them all. */
const number = (value: number): Sql => raw(`${value}`)

/** Matches of the index of tokens are read one by one up to so many; where there are more, they are everywhere. */
const MATCHES_MOST = number(1_000)
/** Of those that are everywhere: those that begin with what is searched for, and a page of the most popular ones. */
const BEGINNING_MOST = number(300)
/** Matches are everywhere, too, where so many of the most popular products match; then so many are walked along. */
const GLANCED_AT = number(300)
const GLANCED_LEAST = number(6)
const WALKED_MOST = number(5_000)

/** Two sizes, so that two plans serve every page. */
const pageMost = ({ limit }: ListFilter): Sql => number(limit > 33 ? PAGE_MOST + 1 : 33)

const columns = sql`p.store_id, p.id, p.price, p.sold`

/** Where the walk along the popular ones begins: ranks 2 and 3 are met in one. */
const popularBeyond = ({ after }: ListFilter): Sql =>
  after && after.rank >= 2 ? beyond('popular', after) : sql`true`

const mostPopular = (filter: ListFilter, most: Sql, where = sql`true`): Sql => sql`
  (select * from products p
    where not p.hidden ${filter.storeId ? sql`and p.store_id = ${filter.storeId}` : sql``} and ${where}
    order by ${orders.popular} limit ${most}) as p`

/**
 * What a search finds, up to a limit. No token is looked up where the most popular products are full of matches: to
 * read what has a token of 15,000 products took 12 ms. `many` says that there is more: a walk along the order of
 * the page meets matches soon then, and needs no tokens.
 */
function foundBy(search: Search, filter: ListFilter): Sql {
  const found = sql`${compared(search)} and ${narrowed(filter)}`
  const most = pageMost(filter)
  return sql`
    walked as materialized (
      select ${columns}, ${rankOf(search)} as rank
        from ${mostPopular(filter, WALKED_MOST, popularBeyond(filter))}
       where ${found} and (
               select count(*) >= ${GLANCED_LEAST}
                 from ${mostPopular(filter, GLANCED_AT)} where ${found})
       limit ${most}
    ), picked as materialized (
      select ${columns}, ${rankOf(search)} as rank
        from products p
       where indexed_tokens(p.tokens) @> ${listed([...search.tokens], 'text')} and ${found}
         and (select count(*) < ${most} from walked)
       limit ${MATCHES_MOST}
    ), many as materialized (
      select (select count(*) = ${most} from walked) as "areWalked",
             (select count(*) = ${MATCHES_MOST} from picked) as "arePicked"
    )`
}

/**
 * A constant, so that one plan serves every size of page; but a walk along another order than that of prices needs a
 * plan for the prices that are asked for, and PostgreSQL makes one where it does not know the limit either.
 */
const limitOf = ({ sort, minPrice, maxPrice, limit }: ListFilter): Sql =>
  sort === 'cheapest' || sort === 'dearest' || (minPrice === undefined && maxPrice === undefined)
    ? number(PAGE_MOST + 1)
    : sql`${limit}`

/** Whoever reads it takes no more than is needed. */
const page = (from: Sql, filter: ListFilter): Sql => sql`
  select p.store_id, p.id, ${filter.sort === 'best' ? sql`p.rank` : sql`2`} as rank,
         ${keys[filter.sort]}::bigint as key
    from ${from}
     and ${beyond(filter.sort, filter.after)}
   order by ${orders[filter.sort]}
   limit ${limitOf(filter)}`

/** Ids of a page, in its order: what is shown is read of these only. */
function pageOf(filter: ListFilter): Sql {
  const { sort, search } = filter
  const shown = sql`products p where ${narrowed(filter)}`
  if (!search) return sql`page as materialized (${page(shown, filter)})`
  const all = (where: Sql) => sql`${shown} and ${compared(search)} and (select ${where} from many)`
  const areMany = sql`"areWalked" or "arePicked"`
  if (sort !== 'best')
    return sql`
      ${foundBy(search, filter)}, page as materialized (
        (${page(sql`picked p where not (select ${areMany} from many)`, filter)})
        union all
        (${page(all(areMany), filter)})
      )`
  const { whole } = search
  return sql`
    ${foundBy(search, filter)}, page as materialized (
      ${page(
        sql`(
          select * from picked
          union
          select * from walked where (select "areWalked" from many)
          union
          (select ${columns}, ${rankOf(search)} from ${all(sql`"arePicked"`)}
              and ${popularBeyond(filter)} order by ${orders.popular} limit ${pageMost(filter)})
          union
          (select ${columns}, ${rankOf(search)} from ${all(areMany)}
              and p.folded ~>=~ (select ${whole}::text)
              and p.folded ~<~ (select ${`${whole}\u{10ffff}`}::text)
            order by p.folded using ~<~ limit ${BEGINNING_MOST})
        ) as p where true`,
        filter,
      )}
    )`
}

const cardColumns = sql`
  p.store_id as "storeId", p.id, s.name as "storeName", p.title, p.price, s.currency,
  exists (select from variants v
           where v.store_id = p.store_id and v.product_id = p.id and v.archived_at is null
             and v.price > p.price) as "isFrom",
  not ${inStock} as "isSoldOut"`

/** Products that are shown, of open shops. */
export const listProducts = (on: Queryable, filter: ListFilter) =>
  on.rows<Listed>(sql`
    with ${pageOf(filter)}
    select ${cardColumns}, ${mainPicture} as image, page.rank, page.key
      from (select * from page limit ${filter.limit}) as page
      join products p on p.store_id = page.store_id and p.id = page.id
      join stores s on s.id = p.store_id
     order by page.rank, ${filter.sort === 'cheapest' ? sql`page.key, page.id` : sql`page.key desc, page.id desc`}
  `)

export interface ShownProduct
  extends Omit<Product, 'hidden' | 'keywords'>,
    Omit<CardProduct, 'image'> {
  readonly categoryName: string | null
  readonly images: readonly Picture[]
  readonly isClosed: boolean
}

/** A product that is shown. */
export const readShownProduct = (on: Queryable, storeId: Id<'Store'>, productId: Id<'Product'>) =>
  on.maybe<ShownProduct>(sql`
    select ${cardColumns}, p.category_id as "categoryId", c.name as "categoryName", p.description,
           p.options, p.facts, p.tax_free as "taxFree", p.returnable, p.why_final as "whyFinal",
           p.max_per_order as "maxPerOrder", ${picturesOf(sql`p.store_id`, sql`p.id`)} as images,
           s.closed_at is not null and s.closed_at <= clock_now() as "isClosed"
      from products p
      join stores s on s.id = p.store_id
      left join categories c on c.store_id = p.store_id and c.id = p.category_id
     where p.store_id = ${storeId} and p.id = ${productId} and not p.hidden
  `)

/** Variants of these products that are on sale, and what is left of each. */
export const listShownVariants = (
  on: Queryable,
  storeId: Id<'Store'>,
  productIds: readonly Id<'Product'>[],
) =>
  on.rows<Pick<Variant, 'id' | 'values' | 'price'> & { left: number }>(sql`
    select v.id, v.option_values as values, v.price, ${leftOf} as left
      from variants v
     where v.store_id = ${storeId} and v.product_id = any(${uuids(productIds)}::uuid[])
       and v.archived_at is null
     order by v.position, v.id
  `)
