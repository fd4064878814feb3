import { texts, uuids } from '../postgres/literal.ts'
import { listed, type Queryable, type Sql, sql, type Tx } from '../postgres/sql.ts'
import type { LimitName } from './names.ts'
import type { Bucket, Limit } from './rules.ts'

// Lock order: buckets by key, then refusals by name.

export interface KeptBucket extends Bucket {
  /** A keyed hash of the limit and of whom it counts. */
  readonly key: string
}

/** Locks those of these buckets that there are. */
export const lockBuckets = (on: Queryable, keys: readonly string[]) =>
  on.rows<KeptBucket>(sql`
    select key, spent, at from limit_buckets
     where key = any(${uuids(keys)}::uuid[])
     order by key
       for update
  `)

const given = (buckets: readonly KeptBucket[]): Sql => sql`
  unnest(${uuids(buckets.map(({ key }) => key))}::uuid[],
         ${buckets.map(({ spent }) => spent)}::double precision[]) as given (key, spent)`

/** New buckets. Another process may have made one meanwhile: PostgreSQL refuses it (`23505`) then. */
export const insertBuckets = (tx: Tx, buckets: readonly KeptBucket[]) =>
  tx.run(sql`
    insert into limit_buckets (key, spent, at)
    select key, spent, ${tx.now} from ${given(buckets)} order by key
  `)

export const updateBuckets = (tx: Tx, buckets: readonly KeptBucket[]) =>
  tx.run(sql`
    update limit_buckets b set spent = given.spent, at = ${tx.now}
      from ${given(buckets)}
     where b.key = given.key
  `)

/** What was taken: the name of a limit, the key of its bucket, and the amount. */
export type Taken = readonly [limit: LimitName, key: string, amount: number]

export interface Receipt {
  readonly id: string
  readonly taken: readonly Taken[]
}

export const insertReceipts = (tx: Tx, receipts: readonly Receipt[]) =>
  tx.run(sql`
    insert into limit_receipts (id, takes, at)
    select id, takes::jsonb, ${tx.now}
      from unnest(${uuids(receipts.map(({ id }) => id))}::uuid[],
                  ${texts(receipts.map(({ taken }) => JSON.stringify(taken)))}::text[])
             as given (id, takes)
  `)

/** Of two who ask at once, one gets it. */
export const takeReceipts = (on: Queryable, ids: readonly string[]) =>
  on.rows<Receipt>(sql`
    delete from limit_receipts where id = any(${listed(ids, 'uuid')})
    returning id, takes as taken
  `)

export const moveReceipt = (tx: Tx, from: string, to: string) =>
  tx.run(sql`
    with old as (
      delete from limit_receipts where id = ${from}
      returning takes
    )
    insert into limit_receipts as kept (id, takes, at)
    select ${to}, takes, ${tx.now} from old
        on conflict (id) do update set takes = kept.takes || excluded.takes
  `)

export const removeOldReceipts = (on: Queryable, before: Date, most: number) =>
  on.run(sql`
    delete from limit_receipts
     where id = any(array(select id from limit_receipts where at < ${before} limit ${most}))
  `)

/** Adds to what each limit refused in the hour of the transaction. */
export const countRefusals = (tx: Tx, counts: ReadonlyMap<LimitName, number>) =>
  tx.run(sql`
    insert into limit_refusals as kept (limit_name, hour, count)
    select limit_name, date_trunc('hour', ${tx.now}::timestamptz, 'UTC'), count
      from unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::bigint[])
             as given (limit_name, count)
     order by limit_name
        on conflict (limit_name, hour) do update set count = kept.count + excluded.count
  `)

/** The settings that count: the latest of each name. */
export const readSettings = (on: Queryable) =>
  on.rows<Limit & { readonly limit: string }>(sql`
    select distinct on (limit_name) limit_name as "limit", burst, per_hour as "perHour"
      from limit_settings
     order by limit_name, changed_at desc, id desc
  `)

export interface Change extends Limit {
  readonly limit: string
  readonly changedBy: string
  readonly changedAt: Date
}

/** The latest changes of each limit, latest first. */
export const listChanges = (on: Queryable, eachMost: number) =>
  on.rows<Change>(sql`
    select limit_name as "limit", burst, per_hour as "perHour", changed_by as "changedBy",
           changed_at as "changedAt"
      from (select s.*, row_number() over (
                     partition by limit_name order by changed_at desc, id desc) as place
              from limit_settings s) as numbered
     where place <= ${eachMost}
     order by changed_at desc, id desc
  `)

export const sumRefusals = (on: Queryable, since: Date) =>
  on.rows<{ limit: string; count: number }>(sql`
    select limit_name as "limit", sum(count)::bigint as count
      from limit_refusals
     where hour > ${since}
     group by limit_name
  `)

/** Of two admins who set the same limit at once, the second sees what the first has set. */
export const lockSettings = (tx: Tx) =>
  tx.run(sql`select pg_advisory_xact_lock(hashtext('jari limits'))`)

export const insertSetting = (
  tx: Tx,
  { id, limit, burst, perHour, changedBy }: Omit<Change, 'changedAt'> & { readonly id: string },
) =>
  tx.run(sql`
    insert into limit_settings (id, limit_name, burst, per_hour, changed_by, changed_at)
    values (${id}, ${limit}, ${burst}, ${perHour}, ${changedBy}, ${tx.now})
  `)

/** Reads all of them: an index by time would have to follow every request. */
export const removeOldBuckets = (on: Queryable, before: Date, most: number) =>
  on.run(sql`
    delete from limit_buckets b
     using (select key from limit_buckets where at < ${before} limit ${most}
               for update skip locked) as old
     where b.key = old.key and b.at < ${before}
  `)

export const removeOldRefusals = (on: Queryable, before: Date) =>
  on.run(sql`delete from limit_refusals where hour < ${before}`)
