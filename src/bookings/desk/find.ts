import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import type { Problem } from '../../kernel/problem.ts'
import { isLostToOthers } from '../../orders/relocate.ts'
import { type LineTarget, linesChanged } from '../../orders/relocate-rules.ts'
import { orderMissing } from '../../orders/rules.ts'
import { placeId } from '../../places/place-id.ts'
import { makePlaces } from '../../places/queries.ts'
import type { readOwn } from '../../stores/operations.ts'
import type { DeskDoor } from './door.ts'
import { readDeskLines } from './queries.ts'
import * as rules from './rules.ts'

// What every change of the desk begins with: a booking as it is, before anything is locked.

const TRIES_MOST = 4

export interface Found<Layout> {
  readonly storeId: Id<'Store'>
  readonly timeZone: string
  readonly layout: Layout
  readonly seen: readonly rules.DeskLine[]
  readonly sitting: rules.Sitting
  readonly now: Date
}

/** A booking of a store. Problem: order-missing. */
export async function findAtDesk<Layout extends rules.DeskLayout>(
  engine: Engine,
  door: DeskDoor<Layout, unknown>,
  { id: storeId, timeZone, now }: Awaited<ReturnType<typeof readOwn>>,
  id: Id<'Order'>,
): Promise<Found<Layout>> {
  const cell = engine.cell(storeId)
  const [lines, sitting] = await Promise.all([
    readDeskLines(cell, { storeId, id }),
    door.readSitting(cell, { storeId, id }),
  ])
  const layout = door.layoutOf(lines)
  if (!layout) throw orderMissing()
  return { storeId, timeZone, layout, seen: lines, now, sitting: sitting ?? rules.ONLINE }
}

/** All lines that a booking has with a layout; places that it did not have are made. */
export async function makeTargets<Layout extends rules.DeskLayout>(
  engine: Engine,
  door: DeskDoor<Layout, unknown>,
  { storeId, seen }: Found<Layout>,
  layout: Layout,
): Promise<LineTarget[]> {
  const lines = door.linesOf(layout, (key) => placeId(storeId, key))
  const known = new Set(seen.map(({ placeId }) => placeId))
  const fresh = lines.flatMap(({ place }) => (known.has(place.id) ? [] : place))
  if (fresh.length > 0) await makePlaces(engine.cell(storeId), storeId, fresh)
  return lines.map(({ place: { id: placeId }, ...line }) => ({ placeId, ...line }))
}

/**
 * Reads, decides, then locks and writes; again when others were faster, unless what they took was named.
 * Problems: those of `attempt`, what is lost, lines-changed.
 */
export async function untilWon(
  { lost, isNamed }: { readonly lost: () => Problem; readonly isNamed: boolean },
  attempt: () => Promise<void>,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (!isLostToOthers(error)) throw error
      const isChanged = (error as Problem).type === linesChanged.type
      if (tries < TRIES_MOST && (isChanged || !isNamed)) continue
      throw isChanged ? error : lost()
    }
  }
}
