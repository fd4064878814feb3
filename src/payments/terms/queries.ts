import type { Id } from '../../kernel/id.ts'
import type { Policy } from '../../policies/rules.ts'
import { uuids } from '../../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'

export interface AgreedTerms {
  readonly orderId: Id<'Order'>
  readonly hash: string
  readonly version: number
  readonly policy: Policy
  readonly agreed: 'shown' | 'by-contract'
}

/** The first agreement stays: the terms of an order do not change. */
export const insertAgreed = (tx: Tx, storeId: Id<'Store'>, rows: readonly AgreedTerms[]) =>
  tx.run(sql`
    insert into order_terms (store_id, order_id, hash, version, policy, agreed, at)
    select ${storeId}, given.order_id, given.hash, given.version, given.policy::jsonb, given.agreed,
           ${tx.now}
      from unnest(
             ${uuids(rows.map(({ orderId }) => orderId))}::uuid[],
             ${rows.map(({ hash }) => hash)}::text[],
             ${rows.map(({ version }) => version)}::integer[],
             ${rows.map(({ policy }) => JSON.stringify(policy))}::text[],
             ${rows.map(({ agreed }) => agreed)}::text[]
           ) as given (order_id, hash, version, policy, agreed)
        on conflict (store_id, order_id) do nothing
  `)

export const readAgreed = (on: Queryable, storeId: Id<'Store'>, orderId: Id<'Order'>) =>
  on.maybe<AgreedTerms & { readonly at: Date }>(sql`
    select order_id as "orderId", hash, version, policy, agreed, at
      from order_terms where store_id = ${storeId} and order_id = ${orderId}
  `)
