import { type Engine, perEngine } from '../engine.ts'
import { sharedRead } from '../kernel/shared-read.ts'
import { readCells } from '../postgres/cells.ts'
import { listRecentCalls } from './call-queries.ts'
import { Line, type ReadRoom } from './line.ts'
import { PACE_SECONDS } from './pace-rules.ts'
import * as presence from './presence-queries.ts'
import * as queries from './queries.ts'

/** Older than that, the rooms are read again behind whoever asks. */
const STALE_MS = 500
/** Older than that, whoever asks waits for it. */
const OLD_MS = 3_000

/** All rooms that are not closed, as this process knows them: two statements, at most twice a second. */
export interface Lines {
  /** Answers at once from the last read; undefined where a store has no room. */
  of(storeId: string): Line | undefined
  /** The same after a read, if the last one is old. */
  fresh(storeId: string): Promise<Line | undefined>
  /** The same after a read, if it is not known: another process may just have opened it. */
  find(storeId: string): Promise<Line | undefined>
  all(): readonly Line[]
  /** Reads now: after a change that this process has committed. */
  refresh(): Promise<void>
  /** Tells other processes who was seen here, and learns whom they saw. */
  sync(line: Line): Promise<void>
}

export const linesOf = perEngine((engine): Lines => {
  const byStore = new Map<string, Line>()
  const process = engine.newId<'Process'>()
  let readAt = Number.NEGATIVE_INFINITY
  let isReading = false
  const age = () => performance.now() - readAt

  const read = sharedRead(async () => {
    const at = performance.now()
    const rooms = await readCells(engine, queries.listOpenRooms)
    const calls = rooms.length > 0 ? await readCalls(engine, rooms, byStore) : new Map()
    for (const room of rooms) {
      const known = byStore.get(room.storeId)
      const line = known?.room.id === room.id ? known : new Line(room)
      line.update(room, calls.get(room.id) ?? [])
      byStore.set(room.storeId, line)
    }
    const open = new Set(rooms.map(({ storeId }) => storeId))
    for (const storeId of byStore.keys()) if (!open.has(storeId)) byStore.delete(storeId)
    readAt = at
  })
  const readBehind = () => {
    if (isReading || age() < STALE_MS) return
    isReading = true
    read('')
      .catch(() => undefined) // the next one tries again; until then the last read is served
      .finally(() => {
        isReading = false
      })
  }
  return {
    of(storeId) {
      readBehind()
      return byStore.get(storeId)
    },
    async fresh(storeId) {
      if (age() > OLD_MS) await read('')
      else readBehind()
      return byStore.get(storeId)
    },
    async find(storeId) {
      if (byStore.has(storeId)) readBehind()
      else await read('')
      return byStore.get(storeId)
    },
    all: () => [...byStore.values()],
    refresh: () => read(''),
    async sync(line) {
      const { room, window } = line
      const on = engine.cell(room.storeId)
      const dirty = line.presence.takeDirty()
      if (dirty.buckets.length > 0) await presence.writePresence(on, room, process, dirty)
      const seen = await presence.readPresence(on, room, process, window - 1)
      for (const { bucket, window: at, seen: bits } of seen) line.presence.merge(bucket, at, bits)
    },
  }
})

async function readCalls(
  engine: Engine,
  rooms: readonly ReadRoom[],
  byStore: ReadonlyMap<string, Line>,
) {
  const asked = rooms.map(({ id, storeId }) => {
    const known = byStore.get(storeId)
    return { id, after: known?.room.id === id ? (known.calls.at(-1)?.tickNo ?? -1) : -1 }
  })
  const seconds = Math.max(PACE_SECONDS, ...rooms.map(({ claimSeconds }) => claimSeconds))
  const calls = await readCells(engine, (on) => listRecentCalls(on, asked, seconds))
  return Map.groupBy(calls, ({ roomId }) => roomId)
}
