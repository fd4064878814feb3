import { findNames } from '../accounts/queries.ts'
import { type Engine, perEngine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { sharedRead } from '../kernel/shared-read.ts'
import * as queries from './queries.ts'
import { RELEASE_DELAY_SECONDS } from './rules.ts'

/** How long a process goes on with what it has read. */
const CACHED_MS = 5_000
const CHANGES_SHOWN = 10

/** Until when what was read counts, in this process's own time. */
interface Read {
  readonly seconds: number
  readonly until: number
}

const reads = perEngine(({ house }: Engine) => {
  let read: Read = { seconds: 0, until: 0 }
  const again = sharedRead(async () => {
    const seconds = (await queries.readReleaseDelay(house))?.seconds ?? RELEASE_DELAY_SECONDS
    read = { seconds, until: performance.now() + CACHED_MS }
    return seconds
  })
  return {
    seconds: () => (performance.now() < read.until ? read.seconds : again('')),
    forget() {
      read = { seconds: 0, until: 0 }
    },
  }
})

/** How many seconds at most what was let go stays away. A change counts everywhere within five seconds. */
export const releaseDelayMost = async (engine: Engine): Promise<number> => reads(engine).seconds()

/** The same for an admin, with who changed it. */
export async function showReleaseDelay({ house }: Engine) {
  const changes = await queries.listReleaseDelays(house, CHANGES_SHOWN)
  const found = await findNames(house, [...new Set(changes.map(({ changedBy }) => changedBy))])
  const names = new Map(found.map(({ id, name }) => [id as string, name]))
  return {
    seconds: changes[0]?.seconds ?? RELEASE_DELAY_SECONDS,
    usual: RELEASE_DELAY_SECONDS,
    changes: changes.map(({ seconds, changedAt, changedBy }) => ({
      ...{ seconds, at: changedAt.toISOString() },
      by: names.get(changedBy) ?? null,
    })),
  }
}

/** Sets it, unless it is so already. */
export async function setReleaseDelay(
  engine: Engine,
  { seconds, changedBy }: { readonly seconds: number; readonly changedBy: Id<'Account'> },
): Promise<void> {
  await engine.house.transaction(async (tx) => {
    const latest = await queries.readReleaseDelay(tx)
    if ((latest?.seconds ?? RELEASE_DELAY_SECONDS) === seconds) return
    await queries.insertReleaseDelay(tx, { id: engine.newId(), seconds, changedBy })
  })
  reads(engine).forget()
}
