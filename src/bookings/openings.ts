import type { Static } from 'typebox'
import { type Engine, perEngine } from '../engine.ts'
import { sharedJson } from '../kernel/shared-read.ts'
import { wallDate, wallTime } from '../kernel/time.ts'
import { readCells } from '../postgres/cells.ts'
import type { Database } from '../postgres/database.ts'
import { readNow } from '../postgres/now.ts'
import { pictureView } from '../stores/pictures/view.ts'
import { listSelling, type SellingStore } from '../stores/queries.ts'
import { linesOf } from '../waiting-room/lines.ts'
import type { listOpenings, OpeningView } from './contract.ts'
import type { Opening } from './door.ts'

/** Stores read and shown for each door. */
const ASKED = 24
const SHOWN = 8

/**
 * The next openings at the stores of every door, soonest first, as JSON. Concurrent
 * callers share one read: a fixed number of statements for each door.
 */
export const showOpenings = (engine: Engine): Promise<Uint8Array> => shown(engine)('')

const shown = perEngine((engine) => sharedJson(() => readOpenings(engine)))

async function readOpenings(engine: Engine): Promise<Static<(typeof listOpenings)['answer']>> {
  const found = await readCells(engine, (on) => readCell(engine, on))
  const byDoor = Map.groupBy(found, ({ door }) => door)
  return {
    data: [...byDoor].map(([door, some]) => ({
      door,
      openings: some
        .flatMap(({ openings }) => openings)
        .toSorted((a, b) => startOf(a) - startOf(b))
        .slice(0, SHOWN)
        .map(({ store, now, ...opening }) => openingView(store, opening, now)),
    })),
  }
}

/** The openings of each door in a cell. */
async function readCell(engine: Engine, cell: Database) {
  const all = [...engine.doors.values()]
  const lines = linesOf(engine)
  await lines.fresh('')
  const [{ now }, ...found] = await cell.flight((on) =>
    Promise.all([readNow(on), ...all.map((door) => listSelling(on, door, ASKED))]),
  )
  return Promise.all(
    all.map(async (door, at) => {
      // What is left behind a waiting room is shown inside.
      const open = found[at]?.filter(({ id }) => !lines.of(id)) ?? []
      const stores = new Map(open.map((store) => [store.id, store]))
      if (stores.size === 0) return { door: door.name, openings: [] }
      const openings = await door.openings(cell, [...stores.values()], now)
      return {
        door: door.name,
        openings: openings.flatMap((opening) => {
          const store = stores.get(opening.storeId)
          return store ? { ...opening, store: { ...store, door: door.name }, now } : []
        }),
      }
    }),
  )
}

const startOf = ({ startsAt }: Pick<Opening, 'startsAt'>): number => startsAt?.getTime() ?? 0

function openingView(
  store: SellingStore,
  { startsAt, remaining, left, price, isFrom = false, item }: Omit<Opening, 'storeId'>,
  now: Date,
): Static<typeof OpeningView> {
  const { id, door, name, kind, timeZone, currency, pricing, image } = store
  return {
    store: { id, door, name, kind, timeZone, pricing, image: image && pictureView(id, image) },
    today: wallDate(now, timeZone),
    startsAt: startsAt?.toISOString() ?? null,
    date: startsAt && wallDate(startsAt, timeZone),
    time: startsAt && wallTime(startsAt, timeZone),
    remaining,
    left,
    price: { amount: price, currency },
    isFrom,
    ...(item && { item }),
  }
}
