import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import {
  type Folder,
  initialise,
  openFolder,
  passwordOf,
  socketFolder,
  socketName,
  versionOf,
} from './folder.ts'
import { withLock } from './lock.ts'
import { findServer, startServer, stopServer } from './postmaster.ts'

/** The built-in PostgreSQL server, as one of the processes that share it sees it. */
export interface EmbeddedServer {
  /** `postgres://jari:…@127.0.0.1:PORT/jari`, and the folder of its socket as `host`, if it has one. */
  readonly url: string
  /** Another process, or an earlier one that was killed, had started it. */
  readonly joined: boolean
  /** Leaves, and stops the server if nobody else is using it; takes at most about 4 s. */
  stop(): Promise<void>
}

export interface EmbeddedAsk {
  /** The server's folder, made when missing. */
  readonly dir: string
  /** PostgreSQL settings over our own; without effect on a server that runs already. */
  readonly settings?: Record<string, string>
  readonly say?: (line: string) => void
}

/** Each process that uses the server keeps one session of this name open; they are counted by it. */
const keeperName = 'jari keeper'
const stopMs = 4_000

/**
 * Starts, or joins, the PostgreSQL server whose data lives in `dir`.
 *
 * The server is a process of its own: it outlives us when we are killed, and the next start joins
 * it. Starting, joining and leaving happen one process at a time, under a lock in the folder, so
 * nobody joins a server that is being stopped. If the server dies under us it is started again,
 * on the same port if that is free.
 */
export async function startEmbedded(ask: EmbeddedAsk): Promise<EmbeddedServer> {
  const folder = await openFolder(ask.dir)
  const first = await attach(folder, ask)
  let { keeper } = first
  let leaving: Promise<void> | undefined

  const stayAttached = () => {
    keeper.unref() // a process with nothing else to do may end
    keeper.once('end', async () => {
      while (!leaving) {
        await sleep(200, undefined, { ref: false })
        if (leaving || (await versionOf(folder)) === undefined) return
        const again = await attach(folder, ask).catch(() => undefined)
        if (!again) continue
        keeper = again.keeper
        if (again.port !== first.port) ask.say?.(`PostgreSQL moved to port ${again.port}`)
        if (leaving) await keeper.end()
        else stayAttached()
        return
      }
    })
  }
  stayAttached()

  return {
    url: await urlOf(folder, first.port),
    joined: first.joined,
    stop: () => {
      leaving ??= withLock(folder.lock, () => leave(folder, keeper, ask))
      return leaving
    },
  }
}

/** A server that an older version started may have no socket. */
async function urlOf(folder: Folder, port: number): Promise<string> {
  const url = `postgres://jari:${await passwordOf(folder)}@127.0.0.1:${port}/jari`
  const socket = socketFolder(folder)
  const isThere = socket && existsSync(join(socket, socketName(port)))
  return isThere ? `${url}?host=${encodeURIComponent(socket)}` : url
}

interface Attached {
  readonly keeper: Session
  readonly port: number
  readonly joined: boolean
}

/** Makes sure that a server runs on the folder, and is counted as one who uses it. */
function attach(folder: Folder, { settings = {}, say }: EmbeddedAsk): Promise<Attached> {
  return withLock(folder.lock, async () => {
    if (await initialise(folder)) say?.(`made a database in ${folder.dir}`)
    const running = await findServer(folder)
    const port = running?.port ?? (await startServer(folder, settings))
    const keeper = await session(folder, port, keeperName)
    if (!running) await makeDatabase(keeper)
    return { keeper, port, joined: running !== undefined }
  })
}

/** Closes our session; the last process to leave stops the server. */
async function leave(folder: Folder, keeper: Session, { say }: EmbeddedAsk): Promise<void> {
  keeper.ref()
  await keeper.end().catch(() => {}) // returns when the session is gone from the server's list
  const running = await findServer(folder)
  if (!running || (await countKeepers(folder, running.port)) > 0) return
  if (await stopServer(folder, running.pid, stopMs)) return
  say?.(`PostgreSQL (pid ${running.pid}) is still writing its last checkpoint`)
}

async function countKeepers(folder: Folder, port: number): Promise<number> {
  const client = await session(folder, port, 'jari last one out')
  try {
    const { rows } = await client.query<{ keepers: number }>(
      'select count(*)::int as keepers from pg_stat_activity where application_name = $1',
      [keeperName],
    )
    return rows[0]?.keepers ?? 0
  } finally {
    await client.end()
  }
}

/** pg's own type leaves these two out. */
type Session = pg.Client & { ref(): void; unref(): void }

/** A session in the database `postgres`, so that `jari` may be dropped or copied. */
async function session(folder: Folder, port: number, name: string): Promise<Session> {
  const password = await passwordOf(folder)
  const giveUpAt = Date.now() + 10_000
  for (;;) {
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: 'jari',
      password,
      database: 'postgres',
      application_name: name,
      ssl: false,
    })
    client.on('error', () => {}) // the server went away; 'end' follows
    try {
      await client.connect()
      return client as Session
    } catch (error) {
      const { code = '' } = error as { code?: string }
      if (code === '28P01') throw new Error(`${folder.password} is not the password of its server.`)
      const busy = ['57P03', '53300', 'ECONNREFUSED', 'ECONNRESET'].includes(code)
      if (!busy || Date.now() > giveUpAt) throw error
      await sleep(50)
    }
  }
}

async function makeDatabase(client: pg.Client): Promise<void> {
  const { rows } = await client.query("select from pg_database where datname = 'jari'")
  if (rows.length === 0) await client.query('create database jari')
}
