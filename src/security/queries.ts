import { uuids } from '../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import type { EventKind } from './rules.ts'

export interface NewEvent {
  readonly id: string
  readonly kind: EventKind
  readonly refusal: string
  readonly accountId: string | null
  /** Whom an attempt was about that names no account; kept as the account only. */
  readonly email: string | null
  readonly network: string
}

/** Counts events of one hour in one row; in one order, so that two processes do not deadlock. */
export const countEvents = (tx: Tx, events: readonly NewEvent[]) =>
  tx.run(sql`
    insert into security_events as e
           (id, hour, kind, refusal, account_id, network, times, first_at, last_at)
    select (array_agg(id))[1], date_trunc('hour', ${tx.now}::timestamptz, 'UTC'), kind, refusal,
           account_id, network, count(*), ${tx.now}::timestamptz, ${tx.now}::timestamptz
      from (
        select given.id, given.kind, given.refusal, given.network,
               coalesce(given.account_id, (
                 select a.id from accounts a where a.email = given.email
                  order by a.email_verified desc, a.id limit 1
               )) as account_id
          from unnest(
                 ${uuids(events.map(({ id }) => id))}::uuid[],
                 ${events.map(({ kind }) => kind)}::text[],
                 ${events.map(({ refusal }) => refusal)}::text[],
                 ${uuids(events.map(({ accountId }) => accountId))}::uuid[],
                 ${events.map(({ email }) => email)}::text[],
                 ${events.map(({ network }) => network)}::text[]
               ) as given (id, kind, refusal, account_id, email, network)
      ) as one
     group by kind, refusal, account_id, network
     order by kind, refusal, account_id, network
        on conflict (hour, kind, refusal, account_id, network) do update
       set times = e.times + excluded.times, last_at = greatest(e.last_at, excluded.last_at)
  `)

export interface SecurityEvent {
  readonly id: string
  readonly kind: EventKind
  readonly refusal: string
  readonly accountId: string | null
  /** Null also once the account was deleted. */
  readonly email: string | null
  readonly network: string
  readonly times: number
  readonly firstAt: Date
  readonly lastAt: Date
}

export interface EventFilter {
  readonly kind?: string | undefined
  readonly accountId?: string | undefined
  /** Only what was refused. */
  readonly refused?: boolean | undefined
  readonly before?: { readonly lastAt: Date; readonly id: string } | undefined
}

/** Newest first. */
export const listEvents = (
  on: Queryable,
  { kind, accountId, refused, before }: EventFilter,
  limit: number,
) =>
  on.rows<SecurityEvent>(sql`
    select e.id, e.kind, e.refusal, e.account_id as "accountId", a.email, e.network, e.times,
           e.first_at as "firstAt", e.last_at as "lastAt"
      from security_events e left join accounts a on a.id = e.account_id
     where true
       ${kind ? sql`and e.kind = ${kind}` : sql``}
       ${accountId ? sql`and e.account_id = ${accountId}` : sql``}
       ${refused ? sql`and e.refusal <> ''` : sql``}
       ${before ? sql`and (e.last_at, e.id) < (${before.lastAt}, ${before.id})` : sql``}
     order by e.last_at desc, e.id desc
     limit ${limit}
  `)

export interface HourCount {
  readonly hour: Date
  readonly kind: EventKind
  readonly done: number
  readonly refused: number
}

/** How often what happened, by hour. */
export const countHours = (on: Queryable, since: Date) =>
  on.rows<HourCount>(sql`
    select hour, kind,
           coalesce(sum(times) filter (where refusal = ''), 0)::integer as done,
           coalesce(sum(times) filter (where refusal <> ''), 0)::integer as refused
      from security_events
     where hour >= ${since}
     group by 1, 2
     order by 1, 2
  `)

/** What was kept long enough. */
export const removeOld = (on: Queryable, before: Date, most: number): Promise<number> =>
  on.run(sql`
    delete from security_events
     where id in (select id from security_events where last_at < ${before}
                   order by last_at, id limit ${most})
  `)

/** Who leaves takes along what names them. */
export const removeEventsOf = (tx: Tx, accountId: string) =>
  tx.run(sql`delete from security_events where account_id = ${accountId}`)
