import type { Static } from 'typebox'
import { type Engine, perEngine } from '../engine.ts'
import { sharedRead } from '../kernel/shared-read.ts'
import { wallDate, wallTime, withOffset } from '../kernel/time.ts'
import { readNow } from '../postgres/now.ts'
import { pictureView } from '../stores/pictures/view.ts'
import { listSelling, type SellingStore } from '../stores/queries.ts'
import type { listOpenings, OpeningView } from './contract.ts'
import type { Opening } from './door.ts'

/** Stores read and shown for each door. */
const ASKED = 24
const SHOWN = 8

/**
 * The next openings at the stores of every door, soonest first, as JSON text. Concurrent
 * callers share one read: a fixed number of statements for each door.
 */
export const showOpenings = (engine: Engine): Promise<string> => shown(engine)('')

const shown = perEngine((engine) => sharedRead(() => readOpenings(engine)))

async function readOpenings({ database, doors }: Engine): Promise<string> {
  const all = [...doors.values()]
  const [{ now }, ...found] = await database.flight((on) =>
    Promise.all([readNow(on), ...all.map((door) => listSelling(on, door, ASKED))]),
  )
  const answer: Static<(typeof listOpenings)['answer']> = {
    data: await Promise.all(
      all.map(async (door, at) => {
        const stores = new Map(found[at]?.map((store) => [store.id, store]))
        const openings = await door.openings(database, [...stores.values()], now)
        const soonest = openings
          .toSorted((a, b) => startOf(a) - startOf(b))
          .slice(0, SHOWN)
          .flatMap((opening) => {
            const store = stores.get(opening.storeId)
            return store ? [openingView(store, opening, now)] : []
          })
        return { door: door.name, openings: soonest }
      }),
    ),
  }
  return JSON.stringify(answer)
}

const startOf = ({ startsAt }: Opening): number => startsAt?.getTime() ?? 0

function openingView(
  store: SellingStore,
  { startsAt, remaining, left, price }: Opening,
  now: Date,
): Static<typeof OpeningView> {
  const { id, door, name, kind, timeZone, currency, image } = store
  return {
    store: { id, door, name, kind, timeZone, image: image && pictureView(id, image) },
    today: wallDate(now, timeZone),
    startsAt: startsAt && withOffset(startsAt, timeZone),
    date: startsAt && wallDate(startsAt, timeZone),
    time: startsAt && wallTime(startsAt, timeZone),
    remaining,
    left,
    price: { amount: price, currency },
  }
}
