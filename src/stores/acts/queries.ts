import type { ActKind } from '../../kernel/act-kind.ts'
import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { Subject } from './rules.ts'

export interface NewAct {
  readonly id: Id<'Act'>
  readonly storeId: Id<'Store'>
  readonly kind: ActKind
  readonly operation: string
  readonly byId: Id<'Account'>
  readonly byKey: boolean
  readonly orderId: Id<'Order'> | null
  readonly detail: string | null
  readonly was: Subject | null
  readonly became: Subject | null
}

const jsonOrNull = (subject: Subject | null): string | null => subject && JSON.stringify(subject)

export const insertAct = (tx: Tx, act: NewAct) =>
  tx.run(sql`
    insert into store_acts (store_id, id, at, kind, operation, by_id, by_key, order_id, detail, was,
                            became)
    values (${act.storeId}, ${act.id}, ${tx.now}, ${act.kind}, ${act.operation}, ${act.byId},
            ${act.byKey}, ${act.orderId}, ${act.detail}, ${jsonOrNull(act.was)}::jsonb,
            ${jsonOrNull(act.became)}::jsonb)
  `)

export interface ShownAct extends Omit<NewAct, 'storeId' | 'byId'> {
  readonly at: Date
  /** Null: they have left. */
  readonly byId: Id<'Account'> | null
  readonly orderNumber: string | null
  /** Encrypted. */
  readonly guest: string | null
}

export interface ActFilter {
  readonly byId?: Id<'Account'> | undefined
  readonly kind?: ActKind | undefined
  /** The id of the last one of the page before. */
  readonly after?: string | undefined
  readonly limit: number
}

/** Latest first. Only the filters that are given are in the text, so that each combination has its own plan. */
export const listActs = (
  on: Queryable,
  storeId: Id<'Store'>,
  { byId, kind, after, limit }: ActFilter,
) =>
  on.rows<ShownAct>(sql`
    select a.id, a.at, a.kind, a.operation, a.by_id as "byId", a.by_key as "byKey",
           a.order_id as "orderId", a.detail, a.was, a.became,
           (select b.name from bookers b
             where b.store_id = a.store_id and b.order_id = a.order_id) as guest,
           (select o.number from orders o
             where o.store_id = a.store_id and o.id = a.order_id) as "orderNumber"
      from store_acts a
     where a.store_id = ${storeId}
       ${byId ? sql`and a.by_id = ${byId}` : sql``}
       ${kind ? sql`and a.kind = ${kind}` : sql``}
       ${after ? sql`and a.id < ${after}::uuid` : sql``}
     order by a.id desc
     limit ${limit}
  `)

const PEOPLE_MOST = 200

/** Everybody who did something at a store, each once: a step of the index for each. */
export const listActors = (on: Queryable, storeId: Id<'Store'>) =>
  on.rows<{ byId: Id<'Account'> }>(sql`
    with recursive actors (by_id) as (
      (select a.by_id from store_acts a
        where a.store_id = ${storeId} and a.by_id is not null order by a.by_id limit 1)
      union all
      select next.by_id
        from actors
       cross join lateral (
         select a.by_id from store_acts a
          where a.store_id = ${storeId} and a.by_id > actors.by_id
          order by a.by_id limit 1
       ) as next
    )
    select by_id as "byId" from actors limit ${PEOPLE_MOST}
  `)

/** Of the house. */
export const readNames = (on: Queryable, ids: readonly Id<'Account'>[]) =>
  on.rows<{ id: Id<'Account'>; name: string }>(sql`
    select id, name from accounts where id = any(${ids}::uuid[])
  `)

/** When an account is deleted: what it did was done by nobody. */
export const forgetActor = async (tx: Tx, accountId: Id<'Account'>): Promise<void> => {
  await tx.run(sql`update store_acts set by_id = null where by_id = ${accountId}`)
}

/** The oldest of those from before then. */
export const removeOldActs = (on: Queryable, before: Date, most: number) =>
  on.run(sql`
    delete from store_acts
     where (store_id, id) in (
             select store_id, id from store_acts where at < ${before} order by at limit ${most})
  `)
