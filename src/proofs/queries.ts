import { uuids } from '../postgres/literal.ts'
import { listed, type Queryable, sql, type Tx } from '../postgres/sql.ts'
import type { Answered, Setting } from './rules.ts'

// Lock order: after the buckets of limits, before their refusals: answers by id, then counts.

/** Those of these answers that were used. */
export const readUsed = (on: Queryable, ids: readonly string[]) =>
  on.rows<{ id: string }>(sql`select id from proofs_used where id = any(${listed(ids, 'uuid')})`)

/** Another process may have taken the same answer meanwhile: PostgreSQL refuses it (`23505`) then. */
export const insertUsed = (tx: Tx, used: readonly Answered[]) =>
  tx.run(sql`
    insert into proofs_used (id, ends_at)
    select id, ends_at
      from unnest(${uuids(used.map(({ id }) => id))}::uuid[],
                  ${used.map(({ endsAt }) => endsAt)}::timestamptz[]) as given (id, ends_at)
     order by id
  `)

export const removeEnded = (on: Queryable, now: Date, most: number) =>
  on.run(sql`
    delete from proofs_used
     where id = any(array(select id from proofs_used where ends_at < ${now} limit ${most}))
  `)

/** Adds to what was asked and given in the hour of the transaction. */
export const countProofs = (tx: Tx, asked: number, given: number) =>
  tx.run(sql`
    insert into proof_counts as kept (hour, asked, given)
    values (date_trunc('hour', ${tx.now}::timestamptz, 'UTC'), ${asked}, ${given})
        on conflict (hour) do update
       set asked = kept.asked + excluded.asked, given = kept.given + excluded.given
  `)

export const sumProofs = (on: Queryable, since: Date) =>
  on.one<{ asked: number; given: number }>(sql`
    select coalesce(sum(asked), 0)::bigint as asked, coalesce(sum(given), 0)::bigint as given
      from proof_counts where hour > ${since}
  `)

export const removeOldCounts = (on: Queryable, before: Date) =>
  on.run(sql`delete from proof_counts where hour < ${before}`)

/** The setting that counts: the latest. */
export const readSetting = (on: Queryable) =>
  on.maybe<Setting>(sql`
    select from_percent as "fromPercent", least, most from proof_settings
     order by changed_at desc, id desc limit 1
  `)

export interface Change extends Setting {
  readonly changedBy: string
  readonly changedAt: Date
}

/** Latest first. */
export const listChanges = (on: Queryable, most: number) =>
  on.rows<Change>(sql`
    select from_percent as "fromPercent", least, most, changed_by as "changedBy",
           changed_at as "changedAt"
      from proof_settings
     order by changed_at desc, id desc limit ${most}
  `)

/** Of two admins who set it at once, the second sees what the first has set. */
export const lockSetting = (tx: Tx) =>
  tx.run(sql`select pg_advisory_xact_lock(hashtext('jari proofs'))`)

export const insertSetting = (
  tx: Tx,
  { id, fromPercent, least, most, changedBy }: Omit<Change, 'changedAt'> & { readonly id: string },
) =>
  tx.run(sql`
    insert into proof_settings (id, from_percent, least, most, changed_by, changed_at)
    values (${id}, ${fromPercent}, ${least}, ${most}, ${changedBy}, ${tx.now})
  `)
