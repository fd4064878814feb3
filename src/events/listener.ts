import type pg from 'pg'
import { HEARTBEAT_MS, LEASE_MS, usual } from '../postgres/bounds.ts'
import { openClient } from '../postgres/connections.ts'
import { needLock } from '../postgres/room.ts'
import type { Bus, PublishedEvent } from './bus.ts'
import { retryLoop } from './retry-loop.ts'

/** Events of a cell for the bus of each process. */
export const watchedChannel = (cell: string) => `jari_events_${cell}`
/** The log of a cell has grown. */
export const logChannel = (cell: string) => `jari_log_${cell}`
/** Accounts whose role, sessions or keys changed; notified by triggers (accounts/schema). */
const callersChannel = 'jari_callers'

/**
 * The LISTEN connection of a process. It also holds the advisory locks of work that one process at a
 * time does: they are session locks, free again as soon as the process or the connection is gone, or
 * the process has been frozen for `LEASE_MS`.
 */
export interface Listener {
  /** Whether this process holds the lock; takes it if it is free. */
  tryLock(name: string): Promise<boolean>
  unlock(name: string): Promise<void>
  /** Grows with each notification that the log has grown. */
  logVersion(): number
  /** Waits until the version is above `known`, or `ms` have passed. */
  waitForLog(known: number, ms: number): Promise<void>
  /** Ends every `waitForLog`. */
  wake(): void
  close(): Promise<void>
}

/**
 * Opens the connection for these cells, and reconnects whenever it breaks.
 *
 * @param connections how many this process may need: told to those that start later (postgres/room.ts)
 */
export async function openListener(
  url: string,
  bus: Bus,
  cells: readonly string[],
  connections = 1,
): Promise<Listener> {
  const watched = cells.map(watchedChannel)
  const channels = [...watched, ...cells.map(logChannel), callersChannel]
  const stopping = new AbortController()
  const log = logVersions(stopping.signal)
  const locks = advisoryLocks()
  const opened = Promise.withResolvers<void>()
  const hear = (channel: string, payload: string) => {
    if (watched.includes(channel)) bus.publish(JSON.parse(payload) as PublishedEvent[])
    else if (channel === callersChannel) bus.publish(payload.split(',').map(callerChanged))
    else log.wake()
  }
  const run = async (markHealthy: () => void) => {
    const { client, ended, end } = await connect(url, { channels, connections }, hear)
    locks.use(client)
    bus.connection = client
    log.wake() // notifications from before were missed
    markHealthy()
    opened.resolve()
    stopping.signal.addEventListener('abort', end)
    if (stopping.signal.aborted) end() // stopped while it was connecting
    await ended
    stopping.signal.removeEventListener('abort', end)
    locks.use(undefined)
    bus.connection = undefined
    if (!stopping.signal.aborted) throw new Error('the connection broke')
  }
  const failed = () => opened.resolve()
  const running = retryLoop({ stopping: stopping.signal, run, failed })
  await opened.promise
  return {
    tryLock: locks.tryLock,
    unlock: locks.unlock,
    logVersion: log.version,
    waitForLog: log.waitFor,
    wake: log.wake,
    async close() {
      stopping.abort()
      log.wake()
      await running
    },
  }
}

/** Counts notifications of the log, and wakes those who wait for the next. */
function logVersions(stopping: AbortSignal) {
  const sleepers = new Set<() => void>()
  let version = 0
  return {
    version: () => version,
    wake() {
      version += 1
      for (const sleeper of [...sleepers]) sleeper()
    },
    waitFor: (known: number, ms: number) =>
      new Promise<void>((resolve) => {
        if (version > known || stopping.aborted) return resolve()
        const done = () => {
          clearTimeout(timer)
          sleepers.delete(done)
          resolve()
        }
        const timer = setTimeout(done, ms)
        sleepers.add(done)
      }),
  }
}

/** The session locks of the current connection; a new connection starts with none. */
function advisoryLocks() {
  const held = new Set<string>()
  let client: pg.Client | undefined
  let last: Promise<unknown> = Promise.resolve()
  const query = async (name: string) => {
    const asked = client
    if (!asked || held.has(name)) return held.has(name)
    const { rows } = await asked.query<{ mine: boolean }>(
      `select pg_try_advisory_lock(${LOCK_CLASS}, hashtext($1)) as mine`,
      [name],
    )
    if (!rows[0]?.mine || asked !== client) return false
    held.add(name)
    return true
  }
  return {
    use(next: pg.Client | undefined) {
      client = next
      held.clear()
    },
    async tryLock(name: string) {
      if (held.has(name)) return true
      const answer = last.then(() => query(name)) // one query at a time
      last = answer.catch(() => undefined)
      return answer
    },
    async unlock(name: string) {
      if (!held.delete(name)) return
      last = last
        .then(() => client?.query(`select pg_advisory_unlock(${LOCK_CLASS}, hashtext($1))`, [name]))
        .catch(() => undefined) // the connection broke: the lock is free already
      await last
    },
  }
}

/** Unchanged since the first release: processes of two versions may run at once. */
const LOCK_CLASS = "hashtext('jari duty')"

const callerChanged = (subjectId: string): PublishedEvent => ({
  topic: 'caller.changed',
  storeId: null,
  subjectId,
  body: {},
})

async function connect(
  url: string,
  ask: { readonly channels: readonly string[]; readonly connections: number },
  hear: (channel: string, payload: string) => void,
) {
  const lease = [`idle_session_timeout=${LEASE_MS}`]
  const client = openClient(url, 'jari listen', usual, lease)
  // The connection only listens: without a query, a server that went silent is never noticed.
  const heartbeat = setInterval(() => void client.query('').catch(() => undefined), HEARTBEAT_MS)
  client.once('end', () => clearInterval(heartbeat))
  client.on('notification', ({ channel, payload }) => hear(channel, payload ?? ''))
  const ended = new Promise<void>((resolve) => client.once('end', () => resolve()))
  const end = () => void client.end().catch(() => undefined)
  try {
    await client.connect()
    await client.query(ask.channels.map((name) => `listen ${name}`).join('; '))
    await client.query(`select pg_advisory_lock_shared(${needLock}, $1)`, [ask.connections])
  } catch (error) {
    clearInterval(heartbeat)
    end()
    throw error
  }
  return { client, ended, end }
}
