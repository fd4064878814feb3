import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '../src/postgres/embedded/server.ts'
import { migrate } from '../src/postgres/migrate.ts'
import { schemaFolders } from '../src/schema.ts'

/** The one PostgreSQL server of a run. */
export interface Ground {
  /** `PostgreSQL 18.4, built in, fsync on, synchronous_commit on` */
  readonly server: string
  /** A temporary folder of the run. */
  readonly folder: string
  /** A migrated database, empty or a copy of `template`. */
  database(template?: string): Promise<string>
  drop(url: string): Promise<void>
  close(): Promise<void>
}

/** The server of BENCH_DATABASE_URL, or a built-in one in a temporary folder. */
export async function openGround(given = process.env.BENCH_DATABASE_URL): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'jari-bench-'))
  const embedded = given ? undefined : await startEmbedded({ dir: join(folder, 'postgres') })
  const url = given ?? embedded?.url ?? ''
  const made = new Set<string>()
  const drop = async (dropped: string) => {
    await administer(url, `drop database if exists ${nameOf(dropped)} with (force)`)
    made.delete(dropped)
  }
  return {
    server: `${await describe(url)}, ${given ? 'BENCH_DATABASE_URL' : 'built in'}`,
    folder,
    async database(template) {
      const name = `bench_${randomBytes(6).toString('hex')}`
      const from = template ? ` template ${nameOf(template)} strategy file_copy` : ''
      await administer(url, `create database ${name}${from}`)
      const fresh = Object.assign(new URL(url), { pathname: `/${name}` }).href
      made.add(fresh)
      if (!template) await migrate(fresh, schemaFolders)
      return fresh
    },
    drop,
    async close() {
      if (!embedded) for (const left of [...made]) await drop(left)
      await embedded?.stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
    },
  }
}

const nameOf = (url: string) => new URL(url).pathname.slice(1)

async function describe(url: string): Promise<string> {
  const [row] = await administer(
    url,
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
            current_setting('synchronous_commit') as commit,
            current_setting('shared_buffers') as buffers`,
  )
  const { version, fsync, commit, buffers } = row as Record<string, string>
  return `PostgreSQL ${version} (fsync ${fsync}, synchronous_commit ${commit}, shared_buffers ${buffers})`
}

async function administer(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
