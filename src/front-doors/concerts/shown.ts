import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Static } from 'typebox'
import { type Engine, perEngine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { RecentMap } from '../../kernel/recent-map.ts'
import { sharedJson, sharedRead } from '../../kernel/shared-read.ts'
import { readNow } from '../../postgres/now.ts'
import { readStore } from '../../stores/queries.ts'
import { storeDetail } from '../../stores/view.ts'
import type * as contract from './contract.ts'
import { type Hall, hallOf } from './halls.ts'
import type { SeatItem } from './offers.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { bitsOf, freeSeatView, levelView, performanceView, seatMap } from './view.ts'

// What people look at. Concurrent callers share one read, and its JSON is encoded once.

/** Reads a concert with the clock. Problem: concert-missing. */
async function readConcert(engine: Engine, id: Id<'Store'>) {
  const concert = await readStore(engine.cell(id), id, 'concerts')
  if (!concert) throw rules.concertMissing()
  return concert
}

/** Problem: concert-missing. */
export const showConcert = (engine: Engine, id: Id<'Store'>) => concerts(engine)(id)

const concerts = perEngine((engine) =>
  sharedJson(async (id): Promise<Static<(typeof contract.getConcert)['answer']>> => {
    const concert = await readConcert(engine, id)
    const [hall, levels, limit] = await Promise.all([
      queries.readHallFacts(engine.cell(id), id),
      queries.listLevels(engine.cell(id), id),
      queries.readLimit(engine.cell(id), id),
    ])
    return {
      concert: storeDetail(concert),
      hall: hall ?? null,
      levels: levels.map(levelView),
      seatsPerOrder: limit.seatsPerOrder,
      now: concert.now.toISOString(),
    }
  }),
)

/** Problem: concert-missing. */
export const showPerformances = (engine: Engine, id: Id<'Store'>) => dates(engine)(id)

const dates = perEngine((engine) =>
  sharedJson(async (id): Promise<Static<(typeof contract.listPerformances)['answer']>> => {
    const concert = await readConcert(engine, id)
    const { now } = concert
    const [hall, counts] = await Promise.all([
      hallOf(engine, id),
      queries.countPerformances(engine.cell(id), [id], now),
    ])
    return {
      data: counts.map((one) => performanceView(one, concert, hall, now)),
      now: now.toISOString(),
    }
  }),
)

/** Encoded seat maps that a process keeps. */
const MAPS_MOST = 20

interface ShownMap {
  readonly version: number
  readonly bytes: Uint8Array
  /** The same for who accepts these codings; a tenth of the size. */
  readonly coded: Readonly<Record<'br' | 'gzip', Uint8Array>>
}

const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)
/** A third of the size of the lowest quality; the highest takes seconds. */
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } }

/** The seat map, encoded once a version. Problems in order: concert-missing, hall-missing. */
export async function showSeatMap(engine: Engine, id: Id<'Store'>): Promise<ShownMap> {
  const concert = await readConcert(engine, id)
  const hall = await hallOf(engine, id)
  if (!hall) throw rules.hallMissing()
  const cache = maps(engine)
  const known = cache.get(id)
  if (known?.version === hall.version) return known
  const bytes = new TextEncoder().encode(JSON.stringify(seatMap(hall, concert.currency)))
  const [br, gzip] = await Promise.all([compressBrotli(bytes, quality), compressGzip(bytes)])
  const shown = { version: hall.version, bytes, coded: { br, gzip } }
  cache.set(id, shown)
  return shown
}

const maps = perEngine(() => new RecentMap<ShownMap>(MAPS_MOST))

/** What is free at a performance, at one instant. */
export interface Snapshot {
  readonly performance: rules.Performance
  readonly hall: Hall
  readonly taken: ReadonlySet<number>
  readonly heldBack: ReadonlySet<number>
  readonly now: Date
  /** Groups of the best seats that were found in it, by what was asked for. */
  readonly groups: Map<string, readonly (readonly SeatItem[])[]>
}

export const isFreeIn =
  ({ taken, heldBack }: Snapshot) =>
  ({ id }: rules.Seat): boolean =>
    !taken.has(id) && !heldBack.has(id)

/** Problems in order: performance-missing, hall-missing. */
export const readSnapshot = (
  engine: Engine,
  { concertId, performanceId }: PerformanceAsk,
): Promise<Snapshot> => snapshots(engine)(`${concertId} ${performanceId}`)

interface PerformanceAsk {
  readonly concertId: Id<'Store'>
  readonly performanceId: Id<'Performance'>
}

const snapshots = perEngine((engine) => sharedRead((key) => takeSnapshot(engine, key)))

async function takeSnapshot(engine: Engine, key: string): Promise<Snapshot> {
  const [storeId = '', id = ''] = key.split(' ')
  const cell = engine.cell(storeId)
  const [{ now }, performance, hall] = await Promise.all([
    readNow(cell),
    queries.readPerformance(cell, storeId, id),
    hallOf(engine, storeId),
  ])
  if (!performance) throw rules.performanceMissing()
  if (!hall) throw rules.hallMissing()
  const [taken, heldBack] = await Promise.all([
    queries.readTaken(cell, storeId, id, now),
    queries.readHeldBack(cell, storeId, id),
  ])
  return {
    ...{ performance, hall, now, groups: new Map() },
    taken: new Set(taken.seats),
    heldBack: new Set(heldBack.seats),
  }
}

/** Free seats with their prices. Problems in order: concert-missing, those of `readSnapshot`. */
export const showSeats = (engine: Engine, ask: PerformanceAsk) =>
  seats(engine)(`${ask.concertId} ${ask.performanceId}`)

const seats = perEngine((engine) =>
  sharedJson(async (key): Promise<Static<(typeof contract.listSeats)['answer']>> => {
    const [storeId = '', performanceId = ''] = key.split(' ')
    const { currency } = await readConcert(engine, storeId)
    const found = await takeSnapshot(engine, key)
    const priceOf = new Map(found.hall.levels.map(({ code, price }) => [code, price]))
    return {
      ...{ performanceId, currency },
      data: found.hall.seatsOf
        .filter(isFreeIn(found))
        .map((seat) => freeSeatView(seat, priceOf.get(seat.level) ?? 0)),
      now: found.now.toISOString(),
    }
  }),
)

/** The same as bits, with the same problems. */
export const showSeatStates = (engine: Engine, ask: PerformanceAsk) =>
  states(engine)(`${ask.concertId} ${ask.performanceId}`)

const states = perEngine((engine) =>
  sharedJson(async (key): Promise<Static<(typeof contract.getSeatStates)['answer']>> => {
    const [storeId = '', performanceId = ''] = key.split(' ')
    await readConcert(engine, storeId)
    const found = await takeSnapshot(engine, key)
    const { hall, taken, heldBack, now } = found
    return {
      performanceId,
      version: hall.version,
      taken: bitsOf(taken, hall.last),
      heldBack: bitsOf(heldBack, hall.last),
      remaining: hall.seatsOf.filter(isFreeIn(found)).length,
      now: now.toISOString(),
    }
  }),
)
