import { readFile } from 'node:fs/promises'
import { schemaFiles } from '../src/postgres/migrate.ts'
import { statementsOf } from '../src/postgres/script.ts'
import { exceptions, type Side, schemaFolders } from '../src/schema.ts'
import { withoutTexts } from './tables.ts'

/** Every table of the schema files and the side that it belongs to; those that were dropped, too. */
export async function tablesOfSchema(): Promise<Map<string, Side>> {
  const tables = new Map<string, Side>([['migrations', 'reference']])
  for (const { folder, of } of schemaFolders)
    for (const { url } of await schemaFiles([{ folder }]))
      for (const statement of statementsOf(await readFile(url, 'utf8'))) {
        const [, table] =
          /^create\s+(?:unlogged\s+)?table\s+(\w+)/i.exec(withoutTexts(statement).trim()) ?? []
        if (table) tables.set(table, exceptions[table]?.of ?? of)
      }
  return tables
}
