import type { Engine } from '../../engine.ts'
import { sharedLookUp } from '../../kernel/shared-read.ts'
import type { Caller } from '../caller.ts'
import * as queries from './queries.ts'

/** The caller of a key, and for how long it may be cached. */
export interface FoundKey {
  readonly caller: Caller
  readonly endsInMs: number
}

/** Looks up keys by the hashes of their secrets. */
export const keyLookUps = (engine: Engine) =>
  sharedLookUp(async (hashes: readonly string[]) => {
    const rows = await queries.findLiveKeys(engine.house, hashes)
    recordUse(
      engine,
      rows.filter(({ isUseOld }) => isUseOld),
    )
    return new Map<string, FoundKey>(
      rows.map(({ hash, id, scopes, accountId, role, endsInMs }) => [
        hash,
        {
          caller: { accountId, role, key: { id, scopes } },
          endsInMs: endsInMs ?? Number.POSITIVE_INFINITY,
        },
      ]),
    )
  })

/** Not awaited; if it fails, the next look-up tries again. */
function recordUse(
  engine: Engine,
  used: readonly { readonly id: string; readonly now: Date }[],
): void {
  const [first] = used
  if (!first) return
  const ids = used.map(({ id }) => id)
  queries.recordUse(engine.house, first.now, ids).catch(() => {})
}
