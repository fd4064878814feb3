import type { Id } from '../../kernel/id.ts'
import type { Order } from '../../orders/rules.ts'
import { type Queryable, type Sql, sql, type Tx } from '../../postgres/sql.ts'
import type { NoShowOutcome, NoShowTerms } from './rules.ts'

// A no-show is protected by the lock of its order; terms are only inserted, under the lock of their store.

type OrderKey = Pick<Order, 'storeId' | 'id'>

const termsObject = sql`
  json_build_object('kind', t.kind, 'basis', t.basis, 'average', t.average,
                    'keptPercent', t.kept_percent, 'appliesAt', t.applies_at,
                    'group', case when t.group_from is not null then json_build_object(
                      'from', t.group_from, 'keptPercent', t.group_kept_percent) end)`

/** `appliesAt` is text: it comes from JSON. */
export interface DatedTerms extends NoShowTerms {
  readonly appliesAt: string
}

/** The terms that are in force, and the latest ones, which may apply later; null: none were said. */
export const readTerms = (on: Queryable, storeId: Id<'Store'>) =>
  on.one<{ terms: DatedTerms | null; latest: DatedTerms | null; now: Date }>(sql`
    select (select ${termsObject} from no_show_terms t
             where t.store_id = s.id and t.applies_at <= clock_now()
             order by t.applies_at desc, t.id desc limit 1) as terms,
           (select ${termsObject} from no_show_terms t
             where t.store_id = s.id
             order by t.applies_at desc, t.id desc limit 1) as latest,
           clock_now() as now
      from stores s where s.id = ${storeId}
  `)

export const insertTerms = (
  tx: Tx,
  storeId: Id<'Store'>,
  { kind, basis, average, keptPercent, group }: NoShowTerms,
  { id, appliesAt }: { readonly id: Id<'NoShowTerms'>; readonly appliesAt: Date },
) =>
  tx.run(sql`
    insert into no_show_terms (store_id, id, kind, basis, average, kept_percent, group_from,
                               group_kept_percent, written_at, applies_at)
    values (${storeId}, ${id}, ${kind}, ${basis}, ${average}, ${keptPercent},
            ${group?.from ?? null}, ${group?.keptPercent ?? null}, ${tx.now}, ${appliesAt})
  `)

/** The terms under which the order `o` was made: its first columns, or none. */
const termsOf = (columns: Sql): Sql => sql`
  (select ${columns} from no_show_terms t
    where t.store_id = o.store_id and t.applies_at <= o.created_at
    order by t.applies_at desc, t.id desc limit 1)`

/** What was promised for an order `(store_id, id)`, and what came of it, as a column. */
export const noShowOf = (order: Sql): Sql => sql`
  (select json_build_object('terms', ${termsOf(termsObject)}, 'markedAt', n.marked_at,
                            'dueAt', n.due_at, 'settledAt', n.settled_at, 'kept', n.kept,
                            'refund', n.refund)
     from orders o left join no_shows n on n.store_id = o.store_id and n.order_id = o.id
    where (o.store_id, o.id) = ${order} and o.amount > 0)`

/** As of `noShowOf`; JSON has no instants. */
export interface NoShowRead {
  readonly terms: NoShowTerms | null
  readonly markedAt: string | null
  readonly dueAt: string | null
  readonly settledAt: string | null
  readonly kept: number | null
  readonly refund: number | null
}

/** Nothing is due where nothing was paid, or nothing was said of no-shows. The first mark counts. */
export const insertNoShow = (tx: Tx, { storeId, id }: OrderKey, dueAt: Date) =>
  tx.run(sql`
    insert into no_shows (store_id, order_id, terms_id, marked_at, due_at)
    select o.store_id, o.id, under.id, ${tx.now}, ${dueAt}
      from orders o cross join lateral ${termsOf(sql`t.id`)} as under
     where o.store_id = ${storeId} and o.id = ${id} and o.amount > 0
        on conflict (store_id, order_id) do nothing
  `)

export interface NoShowRow {
  readonly dueAt: Date
  readonly settledAt: Date | null
  readonly terms: NoShowTerms
}

export const readNoShow = (on: Queryable, { storeId, id }: OrderKey) =>
  on.maybe<NoShowRow>(sql`
    select n.due_at as "dueAt", n.settled_at as "settledAt", ${termsObject} as terms
      from no_shows n join no_show_terms t on t.store_id = n.store_id and t.id = n.terms_id
     where n.store_id = ${storeId} and n.order_id = ${id}
  `)

export const removeNoShow = (tx: Tx, { storeId, id }: OrderKey) =>
  tx.run(sql`
    delete from no_shows where store_id = ${storeId} and order_id = ${id} and settled_at is null
  `)

export const findDue = (on: Queryable, now: Date, most: number) =>
  on.rows<OrderKey>(sql`
    select n.store_id as "storeId", n.order_id as id from no_shows n
     where n.settled_at is null and n.due_at <= ${now}
     order by n.due_at
     limit ${most}
  `)

/** While money of it is under way. */
export const putOff = (tx: Tx, { storeId, id }: OrderKey, dueAt: Date) =>
  tx.run(sql`
    update no_shows set due_at = ${dueAt} where store_id = ${storeId} and order_id = ${id}
  `)

export const writeSettled = (
  tx: Tx,
  { storeId, id }: OrderKey,
  { held, most, kept, refund }: NoShowOutcome & { readonly held: number },
) =>
  tx.run(sql`
    update no_shows
       set settled_at = ${tx.now}, held = ${held}, most = ${most}, kept = ${kept},
           refund = ${refund}
     where store_id = ${storeId} and order_id = ${id}
  `)
