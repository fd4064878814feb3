import type { Id } from '../src/kernel/id.ts'
import { foldedOf, tokensOf } from '../src/kernel/search-tokens.ts'
import { placeId } from '../src/places/place-id.ts'
import { bigints, uuids } from '../src/postgres/literal.ts'
import { sql } from '../src/postgres/sql.ts'
import type { BenchEngine } from './engine.ts'
import { say, whole } from './measure.ts'
import { priceOf, titleOf } from './product-words.ts'

export const shops = 100
const atOnce = 5_000

/**
 * Products in a hundred shops.
 * @returns the shops
 */
export async function fillProducts(engine: BenchEngine, count: number): Promise<Id<'Store'>[]> {
  const { database, newId } = engine
  const beganAt = performance.now()
  const marketIds = Array.from({ length: shops }, () => newId<'Store'>())
  await database.run(sql`
    insert into stores (id, owner_id, front_door, name, time_zone, currency, created_at)
    select id, ${newId()}, 'shop', 'Shop ' || at, 'Asia/Seoul', 'KRW', now()
      from unnest(${uuids(marketIds)}::uuid[]) with ordinality as made (id, at)
  `)
  for (let from = 0; from < count; from += atOnce)
    await writeProducts(engine, marketIds, from, Math.min(atOnce, count - from))
  for (const table of ['stores', 'products', 'variants', 'places'])
    await database.pool.query(`vacuum analyze ${table}`)
  const seconds = (performance.now() - beganAt) / 1000
  const { size } = await database.one<{ size: string }>(
    sql`select pg_size_pretty(pg_relation_size('products_found')) as size`,
  )
  say(`${whole(count)} products in ${whole(seconds)} s; index of tokens: ${size}`)
  return marketIds
}

/** One of twenty is sold out. */
async function writeProducts(
  { database, newId }: BenchEngine,
  marketIds: readonly Id<'Store'>[],
  from: number,
  count: number,
): Promise<void> {
  const made = Array.from({ length: count }, (_, index) => {
    const at = from + index
    const [title, storeId, variantId] = [titleOf(at), marketIds[at % shops] ?? '', newId()]
    const place = placeId(storeId, `stock/${variantId}`)
    return { at, title, storeId, variantId, place, id: newId(), price: priceOf(at) }
  })
  const given = sql`
    unnest(${uuids(made.map(({ storeId }) => storeId))}::uuid[],
           ${uuids(made.map(({ id }) => id))}::uuid[],
           ${uuids(made.map(({ variantId }) => variantId))}::uuid[],
           ${uuids(made.map(({ place }) => place))}::uuid[],
           ${made.map(({ title }) => title)}::text[],
           ${made.map(({ title }) => foldedOf(title))}::text[],
           ${made.map(({ title }) => JSON.stringify(tokensOf(title)))}::jsonb[],
           ${bigints(made.map(({ price }) => price))}::bigint[],
           ${made.map(({ at }) => at)}::integer[])
      as given (store_id, id, variant_id, place_id, title, folded, tokens, price, at)`
  await database.run(sql`
    insert into products (store_id, id, title, description, options, facts, tax_free, hidden,
                          returnable, max_per_order, price, sold, folded, tokens, created_at)
    select store_id, id, title, '', '[]', '[{"label": "제조국", "value": "한국"}]', false, false,
           true, 100, price, at * 7919 % 1000, folded,
           array(select jsonb_array_elements_text(tokens)), now()
      from ${given}
  `)
  await database.run(sql`
    insert into variants (store_id, id, product_id, place_id, sku, option_values, price, stocked,
                          position)
    select store_id, variant_id, id, place_id, variant_id, '{}', price, 10, 0 from ${given}
  `)
  await database.run(sql`
    insert into places (store_id, id, key, capacity, remaining)
    select store_id, place_id, 'stock/' || variant_id, 10, case when at % 20 = 0 then 0 else 7 end
      from ${given}
  `)
}
