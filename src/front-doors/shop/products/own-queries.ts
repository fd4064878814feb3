import type { Id } from '../../../kernel/id.ts'
import type { Search } from '../../../kernel/search-tokens.ts'
import { uuids } from '../../../postgres/literal.ts'
import { type Queryable, type Sql, sql } from '../../../postgres/sql.ts'
import { type Picture, picturesOf } from '../../../stores/pictures/stored.ts'
import { productColumns } from './catalogue-queries.ts'
import { matches } from './list-queries.ts'
import { leftOf } from './queries.ts'
import type { Product, Variant } from './rules.ts'

export interface OwnProduct extends Product {
  readonly price: number | null
  readonly sold: number
  readonly createdAt: Date
  readonly images: readonly Picture[]
}

export interface OwnVariant extends Variant {
  readonly productId: Id<'Product'>
  /** Neither sold nor held. */
  readonly left: number
}

const ownColumns = sql`
  ${productColumns}, p.price, p.sold, p.created_at as "createdAt",
  ${picturesOf(sql`p.store_id`, sql`p.id`)} as images`

export const readOwnProducts = (
  on: Queryable,
  storeId: Id<'Store'>,
  productIds: readonly Id<'Product'>[],
) =>
  on.rows<OwnProduct>(sql`
    select ${ownColumns} from products p
     where p.store_id = ${storeId} and p.id = any(${uuids(productIds)}::uuid[])
  `)

export type OwnState = 'shown' | 'hidden' | 'low' | 'sold-out'

const hasVariant = (is: Sql): Sql => sql`
  exists (select from variants v
           where v.store_id = p.store_id and v.product_id = p.id and v.archived_at is null and ${is})`

const states: Record<OwnState, Sql> = {
  shown: sql`not p.hidden`,
  hidden: sql`p.hidden`,
  low: hasVariant(sql`v.low_at is not null and ${leftOf} <= v.low_at`),
  'sold-out': hasVariant(sql`${leftOf} = 0`),
}

interface OwnFilter {
  readonly search: Search | undefined
  /** The query as it was typed: the start of an SKU. */
  readonly sku: string | undefined
  readonly state: OwnState | undefined
  readonly before: string | undefined
  readonly limit: number
}

/** Products of a shop, newest first, found by title or by the start of an SKU. */
export function listOwnProducts(
  on: Queryable,
  storeId: Id<'Store'>,
  { search, sku, state, before, limit }: OwnFilter,
) {
  const isOfSku = hasVariant(sql`starts_with(lower(v.sku), lower(${sku ?? ''}))`)
  const isFound = sku === undefined ? sql`true` : sql`((${matches(search)}) or ${isOfSku})`
  return on.rows<OwnProduct>(sql`
    select ${ownColumns} from products p
     where p.store_id = ${storeId} and ${state ? states[state] : sql`true`} and ${isFound}
       and (${before ?? null}::uuid is null or p.id < ${before ?? null}::uuid)
     order by p.id desc
     limit ${limit}
  `)
}

const ownVariantColumns = sql`
  v.id, v.product_id as "productId", v.sku, v.option_values as values, v.price, v.stocked,
  v.low_at as "lowAt", ${leftOf} as left`

/** Variants of products that are on sale. */
export const listOwnVariants = (
  on: Queryable,
  storeId: Id<'Store'>,
  productIds: readonly Id<'Product'>[],
) =>
  on.rows<OwnVariant>(sql`
    select ${ownVariantColumns} from variants v
     where v.store_id = ${storeId} and v.product_id = any(${uuids(productIds)}::uuid[])
       and v.archived_at is null
     order by v.product_id, v.position, v.id
  `)

export const readOwnVariant = (on: Queryable, storeId: Id<'Store'>, variantId: Id<'Variant'>) =>
  on.maybe<OwnVariant>(sql`
    select ${ownVariantColumns} from variants v where v.store_id = ${storeId} and v.id = ${variantId}
  `)
