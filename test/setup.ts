import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../src/postgres/embedded/server.ts'
import { migrate } from '../src/postgres/migrate.ts'
import { schemaFolders } from '../src/schema.ts'
import { tablesOfSchema } from './schema-tables.ts'
import { watchFolder } from './watchdog.ts'

/** The folder is thrown away, so nothing is lost with fsync off; servers of crash tests have their own. */
const settings = { max_connections: '300', fsync: 'off' }

/**
 * One real PostgreSQL for the whole run: the built-in one, or that of TEST_DATABASE_URL (15 or
 * later). Each test file copies the migrated template, or that of TEST_TEMPLATE_URL.
 */
export default async function setup(project: TestProject) {
  const { TEST_TEMPLATE_URL: made } = process.env
  const server = made ? undefined : await startServer()
  project.provide('templateUrl', made ?? server?.templateUrl ?? '')
  project.provide('tables', [...(await tablesOfSchema())])
  const sites = await mkdtemp(join(tmpdir(), 'jari-sites-'))
  watchFolder(sites)
  project.provide('demoFolder', join(sites, 'demo'))
  return async () => {
    await server?.stop()
    await rm(sites, { recursive: true, force: true })
  }
}

/** A server with a migrated template. */
export async function startServer(): Promise<{ templateUrl: string; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL
  const folder = given ? undefined : await mkdtemp(join(tmpdir(), 'jari-test-'))
  if (folder) watchFolder(folder)
  const server = folder
    ? await startEmbedded({ dir: join(folder, 'postgres'), settings })
    : undefined
  const template = new URL(given ?? server?.url ?? '')
  template.pathname = `/${process.env.TEST_TEMPLATE ?? 'jari_template'}`
  await recreate(template)
  await migrate(template.href, schemaFolders)
  await returnAtOnce(template)
  return {
    templateUrl: template.href,
    async stop() {
      await server?.stop()
      if (folder) await rm(folder, { recursive: true, force: true })
    },
  }
}

/**
 * What is let go comes back at once in tests that are not about the delay: `testEngine({ isReleasedLate })`
 * has the default of the product.
 */
async function returnAtOnce(template: URL): Promise<void> {
  const client = new pg.Client({ connectionString: template.href })
  await client.connect()
  await client.query(`
    insert into release_delays (id, seconds, changed_by, changed_at)
    values (gen_random_uuid(), 0, gen_random_uuid(), '2000-01-01T00:00:00Z')`)
  await client.end()
}

async function recreate(template: URL): Promise<void> {
  const server = new URL(template)
  server.pathname = '/postgres'
  const client = new pg.Client({ connectionString: server.href })
  await client.connect()
  const name = template.pathname.slice(1)
  await client.query(`drop database if exists ${name} with (force)`)
  await client.query(`create database ${name}`)
  await client.end()
}
