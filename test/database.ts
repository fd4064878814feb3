import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import type { Side } from '../src/schema.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated, empty database to copy. */
    templateUrl: string
    /** Of a site with the demo data, made when first needed. */
    demoFolder: string
    /** Every table with its side. */
    tables: readonly (readonly [string, Side])[]
  }
}

/** A migrated database of its own, copied from the template. */
export async function testDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const template = new URL(inject('templateUrl'))
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const administer = async (statement: string) => {
    const client = new pg.Client({ connectionString: withName(template, 'postgres') })
    await client.connect()
    try {
      await client.query(statement)
    } finally {
      await client.end()
    }
  }
  await administer(`create database ${name} template ${template.pathname.slice(1)}`)
  return {
    url: withName(template, name),
    drop: () => administer(`drop database if exists ${name} with (force)`),
  }
}

function withName(url: URL, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
