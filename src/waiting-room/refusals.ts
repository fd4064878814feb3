import { type Engine, perEngine } from '../engine.ts'
import { addToMinute } from './figure-queries.ts'
import type { Line } from './line.ts'

/** Requests that were refused for lack of a pass, by room and problem, until they are written. */
const counters = perEngine(() => new Map<string, Map<string, number>>())

export function countRefusal(engine: Engine, { room }: Line, type: string): void {
  const counts = counters(engine).get(room.id) ?? new Map<string, number>()
  counters(engine).set(room.id, counts)
  counts.set(type, (counts.get(type) ?? 0) + 1)
}

/** Adds what was counted here to the room's minutes. */
export async function writeRefusals(engine: Engine, { room, now }: Line): Promise<void> {
  const counts = counters(engine).get(room.id)
  if (!counts) return
  counters(engine).delete(room.id)
  await addToMinute(engine.cell(room.storeId), room, now, [...counts])
}
