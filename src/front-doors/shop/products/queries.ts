import type { Id } from '../../../kernel/id.ts'
import { uuids } from '../../../postgres/literal.ts'
import { type Queryable, type Sql, sql } from '../../../postgres/sql.ts'
import { mainPictureOf, type Picture } from '../../../stores/pictures/stored.ts'
import { readSellingStore } from '../../../stores/queries.ts'
import type { VariantOffer } from './offer.ts'
import { titleOf } from './rules.ts'

/** The main picture of the product `p`. */
export const mainPicture = mainPictureOf(sql`p.store_id`, sql`p.id`)

/** A shop, as an order of its goods shows it. */
export const readShop = (on: Queryable, storeId: Id<'Store'>) =>
  readSellingStore(on, storeId, 'shop')

type OfferRow = Omit<VariantOffer, 'store' | 'title'> & { title: string; values: string[] }

/** What some variants of a shop are offered as now. */
export async function readOffers(
  on: Queryable,
  storeId: Id<'Store'>,
  variantIds: readonly Id<'Variant'>[],
): Promise<Omit<VariantOffer, 'store'>[]> {
  const found = await on.rows<OfferRow>(sql`
    select v.id as "variantId", p.id as "productId", p.title, v.option_values as values, v.price,
           p.tax_free as "taxFree", v.stocked, p.hidden or v.archived_at is not null as "isHidden",
           p.max_per_order as "maxPerOrder", ${mainPicture} as image
      from variants v join products p on p.store_id = v.store_id and p.id = v.product_id
     where v.store_id = ${storeId} and v.id = any(${uuids(variantIds)}::uuid[])
  `)
  return found.map(({ values, title, ...offer }) => ({ ...offer, title: titleOf(title, values) }))
}

interface VariantAsk {
  readonly storeId: Id<'Store'>
  readonly variantId: Id<'Variant'>
}

/** What these variants are called; hidden and archived ones too. */
export async function readTitles(on: Queryable, asks: readonly VariantAsk[]) {
  const found = await on.rows<{
    variantId: Id<'Variant'>
    productId: Id<'Product'>
    title: string
    values: string[]
    image: Picture | null
  }>(sql`
    select v.id as "variantId", p.id as "productId", p.title, v.option_values as values,
           ${mainPicture} as image
      from unnest(
             ${uuids(asks.map(({ storeId }) => storeId))}::uuid[],
             ${uuids(asks.map(({ variantId }) => variantId))}::uuid[]
           ) as asked (store_id, variant_id)
      join variants v on v.store_id = asked.store_id and v.id = asked.variant_id
      join products p on p.store_id = v.store_id and p.id = v.product_id
  `)
  return found.map(({ values, title, ...named }) => ({ ...named, title: titleOf(title, values) }))
}

/** Whether a shop `s` shows a product. */
export const sells = sql`
  exists (select 1 from products p where p.store_id = s.id and not p.hidden)`

/** Units of the variant `v` that are in stock and neither sold nor held. */
export const leftOf: Sql = sql`
  (select greatest(v.stocked - (h.capacity - h.remaining), 0) from places h
    where h.store_id = v.store_id and h.id = v.place_id)`

/** Of these shops, how many products are shown, and the lowest price. */
export const countShown = (on: Queryable, storeIds: readonly Id<'Store'>[]) =>
  on.rows<{ storeId: Id<'Store'>; shown: number; price: number; isFrom: boolean }>(sql`
    select store_id as "storeId", count(*)::integer as shown, min(price)::bigint as price,
           min(price) < max(price) as "isFrom"
      from products
     where store_id = any(${uuids(storeIds)}::uuid[]) and not hidden
     group by store_id
  `)

/** Units that a shop can sell now. */
export const countLeft = (on: Queryable, storeId: Id<'Store'>) =>
  on.one<{ left: number }>(sql`
    select coalesce(sum(${leftOf}), 0)::integer as left
      from variants v join products p on p.store_id = v.store_id and p.id = v.product_id
     where v.store_id = ${storeId} and v.archived_at is null and not p.hidden
  `)

export const isProductOf = async (
  on: Queryable,
  storeId: Id<'Store'>,
  id: Id<'Subject'>,
): Promise<boolean> =>
  (await on.maybe(sql`select 1 from products where store_id = ${storeId} and id = ${id}`)) !==
  undefined
