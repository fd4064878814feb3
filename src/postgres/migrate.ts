import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { START_MS, START_RETRY_MS, unbounded } from './bounds.ts'
import { openClient } from './connections.ts'
import { isLost } from './rules.ts'
import { statementsOf } from './script.ts'

/**
 * Brings a database up to date: every `schema/NNNN-name.sql` of every folder, in the order given,
 * each once, each in a transaction of its own, statement by statement. Many processes may start at once: one migrates,
 * the others wait for it. A file that changed after it was applied is refused.
 *
 * @param waits told once that the database is not there yet; a minute later it is given up
 * @returns the names of what it applied now
 */
export async function migrate(
  url: string,
  folders: readonly { readonly folder: URL }[],
  waits: (error: Error) => void = () => {},
): Promise<string[]> {
  const client = await reach(url, waits)
  try {
    await client.query("select pg_advisory_lock(hashtext('jari migrate'))")
    await client.query(`
      create table if not exists migrations (
        name text primary key, sha text not null, applied_at timestamptz not null default now()
      )`)
    const { rows } = await client.query<{ name: string; sha: string }>(
      'select name, sha from migrations',
    )
    const known = new Map(rows.map(({ name, sha }) => [name, sha]))
    const applied: string[] = []
    for (const file of await schemaFiles(folders)) {
      const text = await readFile(file.url, 'utf8')
      const sha = createHash('sha256').update(text).digest('hex')
      if (known.has(file.name)) {
        if (known.get(file.name) === sha) continue
        throw new Error(`${file.name} was changed after it had been applied: write a new file`)
      }
      await apply(client, file.name, sha, text)
      applied.push(file.name)
    }
    return applied
  } finally {
    await client.end()
  }
}

/** A machine that starts its services at once starts the database last. */
async function reach(url: string, waits: (error: Error) => void): Promise<pg.Client> {
  const giveUpAt = performance.now() + START_MS
  let isTold = false
  for (;;) {
    const client = openClient(url, 'jari migrate', unbounded)
    try {
      await client.connect()
      return client
    } catch (error) {
      if (!isLost(error) || performance.now() > giveUpAt) throw error
      if (!isTold) waits(error as Error)
      isTold = true
      await pause(START_RETRY_MS)
    }
  }
}

async function apply(client: pg.Client, name: string, sha: string, text: string): Promise<void> {
  await client.query('begin')
  try {
    await client.query('insert into migrations (name, sha) values ($1, $2)', [name, sha])
    for (const statement of statementsOf(text)) await client.query(statement)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`${name} could not be applied: ${(error as Error).message}`, { cause: error })
  }
}

export async function schemaFiles(
  folders: readonly { readonly folder: URL }[],
): Promise<{ name: string; url: URL }[]> {
  const lists = await Promise.all(
    folders.map(async ({ folder }) => {
      const noun = folder.pathname.replace(/\/schema\/$/, '').replace(/^.*\/src\//, '')
      const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
      return files.map((name) => ({ name: `${noun}/${name}`, url: new URL(name, folder) }))
    }),
  )
  return lists.flat()
}
