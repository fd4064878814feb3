import { type Engine, perEngine } from '../engine.ts'
import { sharedRead } from '../kernel/shared-read.ts'
import type { TextKind } from './kind-rules.ts'
import { type PublishedVersion, readVersions } from './queries.ts'
import { inForce } from './rules.ts'

/** A version is announced days before it applies: every process knows it by then. */
const KEPT_MS = 60_000

const cache = perEngine((engine) => ({
  last: undefined as
    | { readonly at: number; readonly versions: readonly PublishedVersion[] }
    | undefined,
  read: sharedRead(() => readVersions(engine.house)),
}))

/** Which version of a text applies at `now`, without a query most of the time. */
export async function versionAt(engine: Engine, kind: TextKind, now: Date): Promise<number> {
  const kept = cache(engine)
  if (!kept.last || performance.now() - kept.last.at > KEPT_MS)
    kept.last = { versions: await kept.read(''), at: performance.now() }
  return inForce(kept.last.versions, kind, now)
}

/** Another version was published here. */
export const forgetVersions = (engine: Engine): void => {
  cache(engine).last = undefined
}
