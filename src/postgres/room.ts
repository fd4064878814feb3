import { unbounded } from './bounds.ts'
import { openClient } from './connections.ts'

/** What a server has of connections, without those it keeps for administrators. */
export interface Room {
  readonly most: number
  /** Those that other processes of ours may need, and those that anybody else has open. */
  readonly taken: number
}

/** Held, shared, by each process on the connection that listens: its object is what it may need. */
export const needLock = "hashtext('jari connections')"

const countOthers = `
  select count(*)::integer from pg_stat_activity
   where backend_type = 'client backend' and pid <> pg_backend_pid()
     and coalesce(application_name, '') not in
         ('jari', 'jari listen', 'jari migrate', 'jari find', 'jari room')`

const sumNeeds = `
  select coalesce(sum(objid::bigint), 0)::integer from pg_locks
   where locktype = 'advisory' and objsubid = 2 and granted
     and classid::bigint = ${needLock}::bigint & 4294967295`

export async function measureRoom(url: string): Promise<Room> {
  const client = openClient(url, 'jari room', unbounded)
  try {
    await client.connect()
    const { rows } = await client.query<Room>(`
      select current_setting('max_connections')::integer
             - current_setting('superuser_reserved_connections')::integer
             - coalesce(current_setting('reserved_connections', true), '0')::integer as most,
             (${countOthers}) + (${sumNeeds}) as taken`)
    return rows[0] ?? { most: 0, taken: 0 }
  } finally {
    await client.end()
  }
}

/** Besides the pool: two for long work, one that listens. */
export const CONNECTIONS_BESIDE_POOL = 3
const POOL_MOST = 20
const POOL_LEAST = 4
/** How many processes of the default size a server should have room for. */
const PROCESSES = 4

/** A pool for a server: of a small one a quarter, so that several processes fit. */
export const poolFor = ({ most }: Pick<Room, 'most'>): number =>
  Math.min(POOL_MOST, Math.max(POOL_LEAST, Math.floor(most / PROCESSES) - CONNECTIONS_BESIDE_POOL))

/** What to tell the operator about a pool; `fits` unless connections are missing. */
export function sayRoom({ most, taken }: Room, pool: number): { fits: boolean; says: string } {
  const need = pool + CONNECTIONS_BESIDE_POOL
  const missing = taken + need - most
  if (missing <= 0)
    return { fits: true, says: `It uses up to ${need} of PostgreSQL's ${most} connections.` }
  const fitting = pool - missing
  const remedy =
    fitting >= 2
      ? `Set JARI_CONNECTIONS to ${fitting} here, or raise max_connections by ${missing}.`
      : `Raise max_connections by ${missing}, or lower JARI_CONNECTIONS of the other processes.`
  return {
    fits: false,
    says:
      `PostgreSQL has ${most} connections; other processes may need ${taken} of them, and this one ` +
      `${need}: that is ${missing} too many. ${remedy} Until then requests may wait, or get 503 busy.`,
  }
}
