import { type Queryable, sql } from '../../postgres/sql.ts'
import type { Device } from './device.ts'
import { SEEN_SECONDS, sessionEnd } from './session-end.ts'

/** Says where a session was begun, and whether with two factors. */
export const describeSession = (
  on: Queryable,
  token: string,
  { device, network, isStrong }: Device & { readonly isStrong: boolean },
) =>
  on.run(sql`
    update sessions set device = ${device}, network = ${network}, is_strong = ${isStrong}
     where token = ${token}
  `)

/** Sessions that were used; those of the last minutes stay as they are. */
export const recordSeen = (on: Queryable, tokens: readonly string[]) =>
  on.run(sql`
    update sessions set last_seen_at = now()
     where token = any(${tokens}::text[])
       and last_seen_at < now() - make_interval(secs => ${SEEN_SECONDS})
  `)

export interface SessionRow extends Device {
  readonly id: string
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly isCurrent: boolean
}

/** Where somebody is signed in; the one that asks first, then the last seen. */
export const listSessions = (on: Queryable, accountId: string, token: string) =>
  on.rows<SessionRow>(sql`
    select s.id, s.device, s.network, s.created_at as "createdAt", s.last_seen_at as "lastSeenAt",
           s.token = ${token} as "isCurrent"
      from sessions s join accounts a on a.id = s.account_id
     where s.account_id = ${accountId} and ${sessionEnd} > now()
     order by s.token = ${token} desc, s.last_seen_at desc, s.id
     limit 100
  `)

export const removeSession = (on: Queryable, accountId: string, sessionId: string) =>
  on.run(sql`delete from sessions where account_id = ${accountId} and id = ${sessionId}`)

export const removeOtherSessions = (on: Queryable, accountId: string, token: string) =>
  on.run(sql`delete from sessions where account_id = ${accountId} and token <> ${token}`)

export const removeSessions = (on: Queryable, accountId: string) =>
  on.run(sql`delete from sessions where account_id = ${accountId}`)
