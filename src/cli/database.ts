import { join } from 'node:path'
import { connect, type Database } from '../postgres/database.ts'
import { startEmbedded } from '../postgres/embedded/server.ts'
import type { Settings } from '../settings/settings.ts'

/** Runs a command on the database of these settings: the given one, or the built-in one. */
export async function withDatabase(
  { databaseUrl, folder }: Settings,
  work: (database: Database) => Promise<void>,
): Promise<void> {
  const embedded = databaseUrl ? undefined : await startEmbedded({ dir: join(folder, 'postgres') })
  const database = connect(databaseUrl ?? embedded?.url ?? '', { connections: 2 })
  try {
    await work(database)
  } finally {
    await database.close()
    await embedded?.stop()
  }
}
