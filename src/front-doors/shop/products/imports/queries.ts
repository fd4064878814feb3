import type { Id } from '../../../../kernel/id.ts'
import { uuids } from '../../../../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../../../../postgres/sql.ts'
import { productColumns } from '../catalogue-queries.ts'
import type { Product } from '../rules.ts'
import type { ImportRow, Refusal } from './row-rules.ts'

/** Refused rows that are listed. */
const LISTED_MOST = 1_000

export interface Import {
  readonly id: Id<'Import'>
  readonly rows: number
  readonly done: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
  readonly refusals: readonly Refusal[]
  readonly createdAt: Date
  readonly finishedAt: Date | null
}

const importColumns = sql`
  id, rows, done, added, changed, unchanged, refused, refusals, created_at as "createdAt",
  finished_at as "finishedAt"`

export const insertImport = (
  tx: Tx,
  {
    storeId,
    id,
    byId,
    rows,
    refusals,
  }: {
    readonly storeId: Id<'Store'>
    readonly id: Id<'Import'>
    readonly byId: Id<'Account'>
    readonly rows: readonly ImportRow[]
    readonly refusals: readonly Refusal[]
  },
) =>
  tx.run(sql`
    with made as (
      insert into product_imports (store_id, id, by_id, rows, done, refused, refusals, created_at,
                                   finished_at)
      values (${storeId}, ${id}, ${byId}, ${rows.length + refusals.length}, ${refusals.length},
              ${refusals.length}, ${JSON.stringify(refusals.slice(0, LISTED_MOST))}, ${tx.now},
              ${rows.length === 0 ? tx.now : null})
      returning store_id, id
    )
    insert into product_import_rows (store_id, import_id, line, row)
    select made.store_id, made.id, (row ->> 'line')::integer, row
      from made, jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as row
  `)

/** The latest ones. */
export const listImports = (on: Queryable, storeId: Id<'Store'>, limit: number) =>
  on.rows<Import>(sql`
    select ${importColumns} from product_imports
     where store_id = ${storeId} order by id desc limit ${limit}
  `)

export const readImport = (on: Queryable, storeId: Id<'Store'>, id: Id<'Import'>) =>
  on.maybe<Import>(sql`
    select ${importColumns} from product_imports where store_id = ${storeId} and id = ${id}
  `)

export const hasOpenImport = async (on: Queryable, storeId: Id<'Store'>): Promise<boolean> =>
  (await on.maybe(sql`
    select 1 from product_imports where store_id = ${storeId} and finished_at is null limit 1
  `)) !== undefined

/** An import with rows left. */
export interface OpenImport {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Import'>
  readonly byId: Id<'Account'> | null
}

/** The oldest ones. */
export const listOpen = (on: Queryable, most: number) =>
  on.rows<OpenImport>(sql`
    select store_id as "storeId", id, by_id as "byId" from product_imports
     where finished_at is null
     order by created_at
     limit ${most}
  `)

/** One of these, for this process alone until commit. */
export const takeImport = (tx: Tx, { storeId, id }: OpenImport) =>
  tx.maybe<OpenImport>(sql`
    select store_id as "storeId", id, by_id as "byId" from product_imports
     where store_id = ${storeId} and id = ${id} and finished_at is null
       for update skip locked
  `)

/** Takes the next rows out. */
export const takeRows = (tx: Tx, storeId: Id<'Store'>, importId: Id<'Import'>, limit: number) =>
  tx.rows<{ row: ImportRow }>(sql`
    with taken as (
      delete from product_import_rows r
       where r.store_id = ${storeId} and r.import_id = ${importId}
         and r.line <= (select max(line) from (
               select line from product_import_rows
                where store_id = ${storeId} and import_id = ${importId}
                order by line limit ${limit}) as next)
      returning r.line, r.row
    )
    select row from taken order by line
  `)

export interface Progress {
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly refusals: readonly Refusal[]
}

export const writeProgress = (
  tx: Tx,
  storeId: Id<'Store'>,
  importId: Id<'Import'>,
  { added, changed, unchanged, refusals }: Progress,
) => {
  const done = added + changed + unchanged + refusals.length
  return tx.run(sql`
    update product_imports
       set done = done + ${done}::integer,
           added = added + ${added}::integer, changed = changed + ${changed}::integer,
           unchanged = unchanged + ${unchanged}::integer,
           refused = refused + ${refusals.length}::integer,
           refusals = case when jsonb_array_length(refusals) < ${LISTED_MOST}
                           then refusals || ${JSON.stringify(refusals)}::jsonb else refusals end,
           finished_at = case when done + ${done}::integer >= rows then ${tx.now}::timestamptz end
     where store_id = ${storeId} and id = ${importId}
  `)
}

/** Products with these titles or ids. */
export const findProducts = (
  on: Queryable,
  storeId: Id<'Store'>,
  titles: readonly string[],
  ids: readonly Id<'Product'>[],
) =>
  on.rows<Product>(sql`
    select ${productColumns} from products p
     where p.store_id = ${storeId}
       and (p.title = any(${[...titles]}::text[]) or p.id = any(${uuids(ids as string[])}::uuid[]))
  `)

/** Combinations of options of these products that are on sale. */
export const listCombinations = (
  on: Queryable,
  storeId: Id<'Store'>,
  ids: readonly Id<'Product'>[],
) =>
  on.rows<{ productId: Id<'Product'>; values: string[] }>(sql`
    select product_id as "productId", option_values as values from variants
     where store_id = ${storeId} and product_id = any(${uuids(ids as string[])}::uuid[])
       and archived_at is null
  `)

export interface ExportedVariant extends Product {
  readonly variantId: Id<'Variant'>
  readonly position: number
  readonly sku: string
  readonly values: readonly string[]
  readonly price: number
  readonly stocked: number
  readonly lowAt: number | null
  readonly categoryName: string | null
}

/** Variants on sale, product by product, after one of them. */
export const listExported = (
  on: Queryable,
  storeId: Id<'Store'>,
  after: ExportedVariant | undefined,
  limit: number,
) =>
  on.rows<ExportedVariant>(sql`
    select p.store_id as "storeId", p.id, p.title, p.description, p.options, p.facts,
           p.tax_free as "taxFree", p.hidden, c.name as "categoryName", v.id as "variantId",
           v.position, v.sku, v.option_values as values, v.price, v.stocked, v.low_at as "lowAt"
      from variants v
      join products p on p.store_id = v.store_id and p.id = v.product_id
      left join categories c on c.store_id = p.store_id and c.id = p.category_id
     where v.store_id = ${storeId} and v.archived_at is null
       and (${after?.id ?? null}::uuid is null
            or (v.product_id, v.position, v.id)
               > (${after?.id ?? null}::uuid, ${after?.position ?? 0}::integer, ${after?.variantId ?? null}::uuid))
     order by v.product_id, v.position, v.id
     limit ${limit}
  `)
