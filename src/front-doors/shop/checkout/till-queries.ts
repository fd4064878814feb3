import type { Id } from '../../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../../postgres/sql.ts'
import { type SellingStore, sellingColumns, sellsBy } from '../../../stores/queries.ts'
import type { DeliveryTerms } from './fee-rules.ts'

/** A store with what it asks for delivery; null until its owner has said. */
export interface Till {
  readonly store: SellingStore
  readonly terms: DeliveryTerms | null
}

export async function readTill(on: Queryable, storeId: Id<'Store'>): Promise<Till | undefined> {
  const found = await on.maybe<SellingStore & { terms: DeliveryTerms | null }>(sql`
    select ${sellingColumns},
           case when t.store_id is not null then json_build_object(
             'kind', t.kind, 'fee', t.fee, 'freeFrom', t.free_from, 'areas', t.areas) end as terms
      from stores s
      left join delivery_terms t on t.store_id = s.id
     where s.id = ${storeId} and ${sellsBy('shop')}
  `)
  if (!found) return undefined
  const { terms, ...store } = found
  return { store, terms }
}

export const writeTerms = (
  tx: Tx,
  storeId: Id<'Store'>,
  { kind, fee, freeFrom, areas }: DeliveryTerms,
) =>
  tx.run(sql`
    insert into delivery_terms (store_id, kind, fee, free_from, areas, changed_at)
    values (${storeId}, ${kind}, ${fee}, ${freeFrom}, ${JSON.stringify(areas)}::jsonb, ${tx.now})
        on conflict (store_id) do update
       set kind = excluded.kind, fee = excluded.fee, free_from = excluded.free_from,
           areas = excluded.areas, changed_at = excluded.changed_at
  `)
