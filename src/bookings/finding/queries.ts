import type { Id } from '../../kernel/id.ts'
import type { Search } from '../../kernel/search-tokens.ts'
import { uuids } from '../../postgres/literal.ts'
import { listed, type Queryable, type Sql, sql } from '../../postgres/sql.ts'
import { picturesOfStore } from '../../stores/pictures/stored.ts'
import {
  isListed,
  offersAnything,
  type PicturedStore,
  pricingOfStore,
  type Selling,
  storeColumns,
} from '../../stores/queries.ts'
import type { OpeningStore } from '../free-times.ts'

export interface Filter {
  /** Of one of these front doors. */
  readonly doors: readonly Selling[]
  readonly search: Search | undefined
  readonly province: string | undefined
  readonly district: string | undefined
  readonly category: string | undefined
  readonly priceMost: number | undefined
  readonly limit: number
}

export interface Candidate extends OpeningStore {
  readonly door: string
  readonly also: readonly string[]
  readonly rank: number
}

/** The name is exactly what is searched for, begins with it, has it somewhere; only its other words do. */
const rankOf = ({ whole, parts }: Search): Sql => sql`
  case when starts_with(w.folded, ${`${whole}\n`}) then 0
       when starts_with(w.folded, ${whole}) then 1
       when ${parts.reduce((all, part) => sql`${all} and strpos(split_part(w.folded, chr(10), 1), ${part}) > 0`, sql`true`)} then 2
       else 3 end`

const found = ({ tokens, parts }: Search): Sql => sql`
  w.tokens @> ${listed([...tokens], 'text')}
  ${parts.reduce((all, part) => sql`${all} and strpos(w.folded, ${part}) > 0`, sql``)}`

type Narrowing = Omit<Filter, 'search' | 'limit'>

/** Only the parts that are asked for are in the statement, so that each has its index. */
const fits = ({ doors, province, district, category, priceMost }: Narrowing): Sql => sql`
  ${isListed} and (${offersAnything(doors)})
  ${province === undefined ? sql`` : sql`and p.province = ${province}`}
  ${province === undefined || district === undefined ? sql`` : sql`and p.district = ${district}`}
  ${category === undefined ? sql`` : sql`and (p.category = ${category} or p.category is null and s.kind = ${category})`}
  ${priceMost === undefined ? sql`` : sql`and p.price_least <= ${priceMost}::bigint`}`

const profiles = ({ province, category, priceMost }: Narrowing): Sql =>
  [province, category, priceMost].some((part) => part !== undefined)
    ? sql`left join store_profiles p on p.store_id = s.id`
    : sql``

/** Listed stores that offer something and fit, best first: as many as a page and those before it need. */
export const findStores = (on: Queryable, { search, limit, ...narrowing }: Filter) =>
  on.rows<Candidate>(sql`
    select s.id, s.front_door as door, s.also, s.time_zone as "timeZone", ${pricingOfStore} as pricing,
           ${search ? rankOf(search) : sql`0`} as rank
      from stores s
      ${search ? sql`join store_words w on w.store_id = s.id` : sql``}
      ${profiles(narrowing)}
     where ${fits(narrowing)} ${search ? sql`and ${found(search)}` : sql``}
     order by rank, s.id
     limit ${limit}
  `)

/** Which of several searches find a store that fits: their positions. */
export const findWords = (
  on: Queryable,
  narrowing: Narrowing,
  searches: readonly (Search | undefined)[],
) =>
  on.rows<{ at: number }>(
    searches.reduce(
      (all, search, at) =>
        search
          ? sql`${all} union all
              select ${at}::integer where exists (
                select from stores s join store_words w on w.store_id = s.id ${profiles(narrowing)}
                 where ${fits(narrowing)} and ${found(search)})`
          : all,
      sql`select -1 as at where false`,
    ),
  )

export interface Shown extends PicturedStore {
  readonly category: string | null
  readonly province: string | null
  readonly district: string | null
  readonly priceLeast: number | null
  readonly priceMost: number | null
}

/** What cards show of stores. */
export const readShown = (on: Queryable, ids: readonly Id<'Store'>[]) =>
  on.rows<Shown>(sql`
    select ${storeColumns}, ${picturesOfStore} as images, coalesce(p.category, s.kind) as category,
           p.province, p.district, p.price_least as "priceLeast", p.price_most as "priceMost"
      from stores s left join store_profiles p on p.store_id = s.id
     where s.id = any(${uuids(ids)}::uuid[])
  `)

/** Areas of listed stores that offer something. */
export const listAreas = (on: Queryable, doors: readonly Selling[]) =>
  on.rows<{ province: string; district: string | null }>(sql`
    select distinct p.province, p.district
      from store_profiles p join stores s on s.id = p.store_id
     where p.province is not null and ${isListed} and (${offersAnything(doors)})
     order by 1, 2
  `)

/** Categories of these, and kinds. */
export const listCategories = (on: Queryable, doors: readonly Selling[]) =>
  on.rows<{ door: string; category: string }>(sql`
    select distinct s.front_door as door, coalesce(p.category, s.kind) as category
      from stores s left join store_profiles p on p.store_id = s.id
     where ${isListed} and coalesce(p.category, s.kind) is not null and (${offersAnything(doors)})
  `)
