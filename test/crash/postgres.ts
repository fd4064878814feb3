import { spawn } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import {
  type Folder,
  initialise,
  openFolder,
  passwordOf,
} from '../../src/postgres/embedded/folder.ts'
import { findServer, startServer, stopServer } from '../../src/postgres/embedded/postmaster.ts'
import { watchFolder } from '../watchdog.ts'
import { openProxy, type TestProxy } from './proxy.ts'

/** The test's own PostgreSQL behind a fixed address. */
export interface Cluster {
  /** Through the proxy; for servers. */
  readonly url: string
  readonly proxy: TestProxy
  /** Both servers, without the proxy; the standby first. */
  urlOfBoth(): string
  /** Directly. */
  administer<Row>(statement: string, values?: unknown[]): Promise<Row[]>
  /** A direct session, to hold a lock. */
  session(): Promise<pg.Client>
  /** `pg_ctl restart` with a mode. */
  restart(mode: 'fast' | 'immediate'): Promise<void>
  /** Adds a streaming standby. */
  addStandby(): Promise<void>
  /** Sends connections to the standby while it is read-only. */
  pointToStandby(): void
  pointToPrimary(): void
  /** Kills the primary and promotes the standby. */
  failOver(): Promise<void>
  close(): Promise<void>
}

const settings = { fsync: 'off', max_connections: '60', shared_buffers: '64MB' }

/** @param on the folder of its disk */
export async function openCluster(on = tmpdir()): Promise<Cluster> {
  const root = await mkdtemp(join(on, 'jari-cluster-'))
  watchFolder(root)
  let primary = await openFolder(join(root, 'one'))
  await initialise(primary)
  const password = await passwordOf(primary)
  let port = await startServer(primary, settings)
  let standby: Standby | undefined
  const proxy = await openProxy(port)
  const urlAt = (at: number, name: string) => `postgres://jari:${password}@127.0.0.1:${at}/${name}`
  const connected = async (at: number, name = 'jari') => {
    const client = new pg.Client({ connectionString: urlAt(at, name) })
    client.on('error', () => {})
    await client.connect()
    return client
  }
  const ask = async (at: number, statement: string, values: unknown[] = [], name = 'jari') => {
    const client = await connected(at, name)
    try {
      return (await client.query(statement, values)).rows
    } finally {
      await client.end()
    }
  }
  const end = async (folder: Folder, signal: 'SIGINT' | 'SIGQUIT') => {
    const running = await findServer(folder)
    if (!running) return
    if (signal === 'SIGQUIT') process.kill(running.pid, signal)
    await stopServer(folder, running.pid, 20_000)
  }
  await ask(port, 'create database jari', [], 'postgres')
  return {
    url: urlAt(proxy.port, 'jari'),
    proxy,
    urlOfBoth: () => urlAt(standby?.port ?? 0, 'jari').replace(/(@[^/]+)/, `$1,127.0.0.1:${port}`),
    administer: (statement, values) => ask(port, statement, values),
    session: () => connected(port),
    async restart(mode) {
      await end(primary, mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
      port = await startServer(primary, settings)
      proxy.to(port)
    },
    async addStandby() {
      await end(primary, 'SIGINT')
      const folder = await openFolder(join(root, 'two'))
      await cp(primary.data, folder.data, { recursive: true, preserveTimestamps: true })
      port = await startServer(primary, settings)
      proxy.to(port)
      const from = `host=127.0.0.1 port=${port} user=jari password=${password}`
      standby = await startStandby(await openFolder(join(root, 'two')), from, (at) => connected(at))
      // Synchronous: committed means on both.
      await ask(port, "alter system set synchronous_standby_names = '*'")
      await ask(port, 'select pg_reload_conf()')
    },
    pointToStandby: () => proxy.to(standby?.port ?? 0),
    pointToPrimary: () => proxy.to(port),
    async failOver() {
      if (!standby) throw new Error('there is no standby')
      await end(primary, 'SIGQUIT')
      await ask(standby.port, 'select pg_promote()')
      primary = standby.folder
      port = standby.port
      standby = undefined
      proxy.to(port)
    },
    async close() {
      await proxy.close()
      if (standby) process.kill(standby.pid, 'SIGQUIT')
      await end(primary, 'SIGQUIT')
      await rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
    },
  }
}

interface Standby {
  readonly folder: Folder
  readonly port: number
  readonly pid: number
}

/** Starts a copy as a standby. `startServer` waits until a server accepts writes. */
async function startStandby(
  folder: Folder,
  from: string,
  connected: (port: number) => Promise<pg.Client>,
): Promise<Standby> {
  const port = 20_000 + Math.floor(Math.random() * 10_000)
  await writeFile(join(folder.data, 'standby.signal'), '')
  const given = { ...settings, primary_conninfo: from, port: `${port}` }
  const words = Object.entries(given).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const command = folder.runner.command(folder.binaries.postgres, ['-D', folder.data, ...words])
  const child = spawn(command.file, command.args, {
    ...command.options,
    detached: true,
    stdio: 'ignore',
  })
  child.unref()
  for (;;) {
    const client = await connected(port).catch(() => undefined)
    await client?.end()
    if (client) return { folder, port, pid: child.pid ?? 0 }
    await pause(50)
  }
}
