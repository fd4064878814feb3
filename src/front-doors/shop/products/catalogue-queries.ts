import type { Id } from '../../../kernel/id.ts'
import { foldedOf, tokensOf } from '../../../kernel/search-tokens.ts'
import { bigints, integers, uuids } from '../../../postgres/literal.ts'
import { type Queryable, type Sql, sql, type Tx } from '../../../postgres/sql.ts'
import type { KeptReason, Product, Variant } from './rules.ts'

// Statements of sellers, under the lock of their shop, which keeps products and variants from others who sell.

export interface ProductAsk {
  readonly storeId: Id<'Store'>
  readonly productId: Id<'Product'>
}

/** Of the product `p`. */
export const productColumns = sql`
  p.store_id as "storeId", p.id, p.category_id as "categoryId", p.title, p.description, p.keywords,
  p.options, p.facts, p.tax_free as "taxFree", p.hidden, p.returnable, p.why_final as "whyFinal",
  p.max_per_order as "maxPerOrder"`

export const readProduct = (on: Queryable, { storeId, productId }: ProductAsk) =>
  on.maybe<Product>(sql`
    select ${productColumns} from products p
     where p.store_id = ${storeId} and p.id = ${productId}
  `)

/** As JSON, with what searches compare. */
const given = (products: readonly Product[]): Sql => sql`
  jsonb_to_recordset(${JSON.stringify(
    products.map((product) => ({
      ...product,
      folded: [product.title, ...product.keywords].map(foldedOf).join('\n'),
      tokens: [...new Set([product.title, ...product.keywords].flatMap(tokensOf))],
    })),
  )}::jsonb) as given (
    "id" uuid, "categoryId" uuid, "title" text, "description" text, "keywords" text[], "options" jsonb, "facts" jsonb,
    "taxFree" boolean, "hidden" boolean, "returnable" boolean, "whyFinal" text,
    "maxPerOrder" integer, "folded" text, "tokens" text[])`

/** Hidden: shown by `writeProducts` once they have their variants. */
export const insertProducts = (tx: Tx, storeId: Id<'Store'>, products: readonly Product[]) =>
  tx.run(sql`
    insert into products (store_id, id, category_id, title, description, keywords, options, facts,
                          tax_free, hidden, returnable, why_final, max_per_order, folded, tokens, created_at)
    select ${storeId}, "id", "categoryId", "title", "description", "keywords", "options", "facts",
           "taxFree", true, "returnable", "whyFinal", "maxPerOrder", "folded", "tokens", ${tx.now}
      from ${given(products)}
  `)

/** Writes what may change, and the price of the cheapest variant of each. */
export const writeProducts = (tx: Tx, storeId: Id<'Store'>, products: readonly Product[]) =>
  tx.run(sql`
    update products p
       set category_id = "categoryId", title = given."title",
           description = given."description", keywords = given."keywords", options = given."options", facts = given."facts",
           tax_free = "taxFree", hidden = given."hidden", returnable = given."returnable",
           why_final = "whyFinal", max_per_order = "maxPerOrder", folded = given."folded",
           tokens = given."tokens",
           price = (select min(v.price) from variants v
                     where v.store_id = p.store_id and v.product_id = p.id
                       and v.archived_at is null)
      from ${given(products)}
     where p.store_id = ${storeId} and p.id = given."id"
  `)

export interface KeptVariant extends Variant {
  readonly productId: Id<'Product'>
  readonly placeId: Id<'Place'>
  readonly position: number
  readonly archivedAt: Date | null
}

const keptColumns = sql`
  id, product_id as "productId", place_id as "placeId", sku, option_values as values, price, stocked,
  low_at as "lowAt", position, archived_at as "archivedAt"`

/** Those that were taken out too. */
export const listVariants = (on: Queryable, { storeId, productId }: ProductAsk) =>
  on.rows<KeptVariant>(sql`
    select ${keptColumns} from variants
     where store_id = ${storeId} and product_id = ${productId}
     order by position, id
  `)

export const readVariant = (on: Queryable, storeId: Id<'Store'>, variantId: Id<'Variant'>) =>
  on.maybe<KeptVariant>(sql`
    select ${keptColumns} from variants where store_id = ${storeId} and id = ${variantId}
  `)

export const readVariants = (
  on: Queryable,
  storeId: Id<'Store'>,
  variantIds: readonly Id<'Variant'>[],
) =>
  on.rows<KeptVariant>(sql`
    select ${keptColumns} from variants
     where store_id = ${storeId} and id = any(${uuids(variantIds)}::uuid[])
  `)

/** Of these SKUs, those that variants of the shop have, taken out or not. */
export const findSkus = (on: Queryable, storeId: Id<'Store'>, skus: readonly string[]) =>
  on.rows<KeptVariant>(sql`
    select ${keptColumns} from variants
     where store_id = ${storeId} and sku = any(${[...skus]}::text[])
  `)

export interface WrittenVariant extends Variant {
  readonly productId: Id<'Product'>
  readonly placeId: Id<'Place'>
  readonly position: number
}

export const insertVariants = (tx: Tx, storeId: Id<'Store'>, variants: readonly WrittenVariant[]) =>
  tx.run(sql`
    insert into variants (store_id, id, product_id, place_id, sku, option_values, price, stocked,
                          low_at, position)
    select ${storeId}, given.id, given.product_id, given.place_id, given.sku,
           array(select jsonb_array_elements_text(given.option_values::jsonb)), given.price,
           given.stocked, given.low_at, given.position
      from unnest(
             ${uuids(variants.map(({ id }) => id))}::uuid[],
             ${uuids(variants.map(({ productId }) => productId as string))}::uuid[],
             ${uuids(variants.map(({ placeId }) => placeId))}::uuid[],
             ${variants.map(({ sku }) => sku)}::text[],
             ${variants.map(({ values }) => JSON.stringify(values))}::text[],
             ${bigints(variants.map(({ price }) => price))}::bigint[],
             ${integers(variants.map(({ stocked }) => stocked))}::integer[],
             ${variants.map(({ lowAt }) => lowAt)}::integer[],
             ${integers(variants.map(({ position }) => position))}::integer[]
           ) as given (id, product_id, place_id, sku, option_values, price, stocked, low_at, position)
  `)

/** Writes all but what is stocked, and puts them on sale again if they were taken out. */
export const writeVariants = (
  tx: Tx,
  storeId: Id<'Store'>,
  variants: readonly Omit<WrittenVariant, 'productId' | 'placeId' | 'stocked'>[],
) =>
  tx.run(sql`
    update variants v
       set sku = given.sku, price = given.price, low_at = given.low_at, position = given.position,
           option_values = array(select jsonb_array_elements_text(given.option_values::jsonb)),
           archived_at = null,
           low_told = v.low_told and v.low_at is not distinct from given.low_at
      from unnest(
             ${uuids(variants.map(({ id }) => id))}::uuid[],
             ${variants.map(({ sku }) => sku)}::text[],
             ${variants.map(({ values }) => JSON.stringify(values))}::text[],
             ${bigints(variants.map(({ price }) => price))}::bigint[],
             ${variants.map(({ lowAt }) => lowAt)}::integer[],
             ${integers(variants.map(({ position }) => position))}::integer[]
           ) as given (id, sku, option_values, price, low_at, position)
     where v.store_id = ${storeId} and v.id = given.id
  `)

/** Takes all variants of a product out, before those that stay are written. */
export const archiveVariants = (tx: Tx, { storeId, productId }: ProductAsk) =>
  tx.run(sql`
    update variants set archived_at = ${tx.now}
     where store_id = ${storeId} and product_id = ${productId} and archived_at is null
  `)

export interface StockChange {
  readonly id: Id<'StockChange'>
  readonly variantId: Id<'Variant'>
  readonly delta: number
  /** After it. */
  readonly stocked: number
  readonly reason: KeptReason
  readonly note: string
  readonly byId: Id<'Account'> | null
}

export const insertStockChanges = (tx: Tx, storeId: Id<'Store'>, changes: readonly StockChange[]) =>
  tx.run(sql`
    insert into stock_changes (store_id, id, variant_id, delta, stocked, reason, note, by_id, at)
    select ${storeId}, given.*, ${tx.now}
      from unnest(
             ${uuids(changes.map(({ id }) => id))}::uuid[],
             ${uuids(changes.map(({ variantId }) => variantId))}::uuid[],
             ${integers(changes.map(({ delta }) => delta))}::integer[],
             ${integers(changes.map(({ stocked }) => stocked))}::integer[],
             ${changes.map(({ reason }) => reason)}::text[],
             ${changes.map(({ note }) => note)}::text[],
             ${changes.map(({ byId }) => byId)}::uuid[]
           ) as given
  `)

/** Changes what is stocked. A variant above its mark may be told of again. */
export const writeStock = (
  tx: Tx,
  storeId: Id<'Store'>,
  stocks: readonly Pick<StockChange, 'variantId' | 'stocked'>[],
) =>
  tx.run(sql`
    update variants v set stocked = given.stocked
      from unnest(
             ${uuids(stocks.map(({ variantId }) => variantId))}::uuid[],
             ${integers(stocks.map(({ stocked }) => stocked))}::integer[]
           ) as given (id, stocked)
     where v.store_id = ${storeId} and v.id = given.id
  `)

export const listStockChanges = (
  on: Queryable,
  storeId: Id<'Store'>,
  variantId: Id<'Variant'>,
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
) =>
  on.rows<StockChange & { at: Date }>(sql`
    select id, variant_id as "variantId", delta, stocked, reason, note, by_id as "byId", at
      from stock_changes
     where store_id = ${storeId} and variant_id = ${variantId}
       and (${before ?? null}::uuid is null or id < ${before ?? null}::uuid)
     order by id desc
     limit ${limit}
  `)
