import type { Engine } from '../../engine.ts'
import { GroupCommit } from '../../kernel/group-commit.ts'
import type { Caller } from '../sessions.ts'
import * as queries from './queries.ts'

/** Whom a key asks for, and how long it may be known without asking again. */
export interface FoundKey {
  readonly caller: Caller
  readonly endsInMs: number
}

/**
 * Finds keys by the hash of their secrets: many at once share one query, and one query runs at a
 * time, so that a flood of invented keys costs the database no more than one caller does.
 */
export const keyLookUps = (engine: Engine) =>
  new GroupCommit<string, FoundKey | undefined>(async (hashes) => {
    const rows = await queries.findLiveKeys(engine.database, hashes)
    noteUse(
      engine,
      rows.filter(({ isUseOld }) => isUseOld).map(({ id }) => id),
    )
    const found = new Map(
      rows.map(({ hash, id, scopes, accountId, role, endsInMs }) => [
        hash,
        {
          caller: { accountId, role, key: { id, scopes } },
          endsInMs: endsInMs ?? Number.POSITIVE_INFINITY,
        },
      ]),
    )
    return hashes.map((hash) => found.get(hash))
  })

/** Nobody waits for it, and when it fails the next look-up tries again. */
function noteUse(engine: Engine, ids: readonly string[]): void {
  if (ids.length > 0) queries.noteUse(engine.database, ids).catch(() => {})
}
