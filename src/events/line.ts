import type pg from 'pg'
import { HEARTBEAT_MS, usual } from '../postgres/bounds.ts'
import { openClient } from '../postgres/connections.ts'
import type { Bus, Told } from './bus.ts'
import { forever } from './forever.ts'

/** What screens watch; what the relay has added to the log. */
export const watchedChannel = (cell: string) => `jari_events_${cell}`
export const logChannel = (cell: string) => `jari_log_${cell}`
/** Accounts that may ask otherwise than before; told by triggers (accounts/schema). */
const callersChannel = 'jari_callers'

/**
 * The one connection that a process keeps open to hear what the relay says, and to hold duties:
 * what one process at a time may do. A duty is an advisory lock of that connection, so it is free
 * again as soon as the process is gone, and no row is written to keep it.
 */
export interface Line {
  /** Whether this process has the duty; takes it if it is free. */
  holds(duty: string): Promise<boolean>
  /** Lets others have a duty that cannot be done here. */
  release(duty: string): Promise<void>
  /** How often it was heard that the log has grown. */
  heard(): number
  /** Waits until that is more than `heard`, or `ms` have passed. */
  news(heard: number, ms: number): Promise<void>
  /** Ends every waiting for news. */
  wake(): void
  close(): Promise<void>
}

/** Opens it for these cells, and opens it again whenever it breaks. */
export async function openLine(url: string, bus: Bus, cells: readonly string[]): Promise<Line> {
  const watched = cells.map(watchedChannel)
  const channels = [...watched, ...cells.map(logChannel), callersChannel]
  const stopped = new AbortController()
  const duties = new Set<string>()
  const sleepers = new Set<() => void>()
  let client: pg.Client | undefined
  let heard = 0
  let last: Promise<unknown> = Promise.resolve()
  const first = Promise.withResolvers<void>()
  const wake = () => {
    heard += 1
    for (const sleeper of [...sleepers]) sleeper()
  }
  const run = async (well: () => void) => {
    const opened = await connect(url, channels, (channel, payload) => {
      if (watched.includes(channel)) bus.publish(JSON.parse(payload) as Told[])
      else if (channel === callersChannel) bus.publish(payload.split(',').map(callerChanged))
      else wake()
    })
    client = opened.client
    bus.hearing = client
    wake() // what was said before is not heard
    well()
    first.resolve()
    stopped.signal.addEventListener('abort', opened.end)
    if (stopped.signal.aborted) opened.end() // told to stop while it was connecting
    await opened.ended
    stopped.signal.removeEventListener('abort', opened.end)
    client = undefined
    bus.hearing = undefined
    duties.clear()
    if (!stopped.signal.aborted) throw new Error('the connection broke')
  }
  const ask = async (duty: string) => {
    const asked = client
    if (!asked || duties.has(duty)) return duties.has(duty)
    const { rows } = await asked.query<{ mine: boolean }>(
      `select pg_try_advisory_lock(${keyOf}, hashtext($1)) as mine`,
      [duty],
    )
    if (!rows[0]?.mine || asked !== client) return false
    duties.add(duty)
    return true
  }
  const running = forever({ stopping: stopped.signal, run, failed: () => first.resolve() })
  await first.promise
  return {
    async holds(duty) {
      if (duties.has(duty)) return true
      const answer = last.then(() => ask(duty)) // one question at a time
      last = answer.catch(() => undefined)
      return answer
    },
    async release(duty) {
      if (!duties.delete(duty)) return
      last = last
        .then(() => client?.query(`select pg_advisory_unlock(${keyOf}, hashtext($1))`, [duty]))
        .catch(() => undefined) // the connection broke: it is free already
      await last
    },
    heard: () => heard,
    news: (known, ms) =>
      new Promise((resolve) => {
        if (heard > known || stopped.signal.aborted) return resolve()
        const done = () => {
          clearTimeout(timer)
          sleepers.delete(done)
          resolve()
        }
        const timer = setTimeout(done, ms)
        sleepers.add(done)
      }),
    wake,
    async close() {
      stopped.abort()
      wake()
      await running
    },
  }
}

const callerChanged = (subjectId: string): Told => ({
  topic: 'caller.changed',
  storeId: null,
  subjectId,
  body: {},
})

const keyOf = "hashtext('jari duty')"

async function connect(
  url: string,
  channels: readonly string[],
  hear: (channel: string, payload: string) => void,
) {
  const client = openClient(url, 'jari listen', usual)
  // It only listens: a server that has gone silent is noticed because it does not answer this.
  const heartbeat = setInterval(() => void client.query('').catch(() => undefined), HEARTBEAT_MS)
  client.once('end', () => clearInterval(heartbeat))
  client.on('notification', ({ channel, payload }) => hear(channel, payload ?? ''))
  const ended = new Promise<void>((resolve) => client.once('end', () => resolve()))
  const end = () => void client.end().catch(() => undefined)
  try {
    await client.connect()
    await client.query(channels.map((name) => `listen ${name}`).join('; '))
  } catch (error) {
    clearInterval(heartbeat)
    end()
    throw error
  }
  return { client, ended, end }
}
