import type { Static } from 'typebox'
import { type Engine, perEngine } from '../../engine.ts'
import type { QueryOf } from '../../kernel/endpoint.ts'
import { hangulOf } from '../../kernel/english-layout.ts'
import type { Id } from '../../kernel/id.ts'
import { searchOf } from '../../kernel/search-tokens.ts'
import { sharedJson } from '../../kernel/shared-read.ts'
import { timeZoneName, wallDate, wallTime } from '../../kernel/time.ts'
import { byId, pageOfCells, readCells } from '../../postgres/cells.ts'
import type { Database } from '../../postgres/database.ts'
import { readNow } from '../../postgres/now.ts'
import { categoryWords } from '../../stores/profile/rules.ts'
import { timeZoneUnknown } from '../../stores/rules.ts'
import { storeView } from '../../stores/view.ts'
import { linesOf } from '../../waiting-room/lines.ts'
import type * as contract from './contract.ts'
import { chosenTimes, closeness } from './free-rules.ts'
import * as queries from './queries.ts'
import { readWanted, type Wanted } from './when-rules.ts'

type Ask = QueryOf<typeof contract.findStores>
type Answer = Static<(typeof contract.findStores)['answer']>
type Card = Static<typeof contract.FoundStore>
/** A free time; without an item the page of its store tells what to claim. */
interface Free {
  readonly storeId: Id<'Store'>
  readonly startsAt: Date
  readonly remaining: number
  readonly price: number
  readonly item: Readonly<Record<string, string>> | null
}

const PAGE = 24
/** With a date, so many stores are asked for their free times. */
const ASKED_MOST = 300
/** Where all words together find nothing, so many of them are tried alone. */
const WORDS_TRIED = 5
const HERE = 'Asia/Seoul'

/**
 * Stores that fit, with their free times, as JSON: a fixed number of statements. Concurrent callers who want the same
 * share one read. Problem: time-zone-unknown.
 */
export function findStores(engine: Engine, ask: Ask): Promise<Uint8Array> {
  const timeZone = timeZoneName(ask.timeZone ?? HERE)
  if (!timeZone) throw timeZoneUnknown()
  return found(engine)(JSON.stringify({ ...ask, timeZone }))
}

const found = perEngine((engine) => sharedJson((key) => read(engine, JSON.parse(key))))

async function read(engine: Engine, ask: Ask & { readonly timeZone: string }): Promise<Answer> {
  const { now } = await readNow(engine.cells[0].database)
  const typed = readWanted(ask.q ?? '', wallDate(now, ask.timeZone))
  const wanted = { ...typed, ...whenOf(ask) }
  const from = Number(ask.cursor?.replace('after-', '') ?? 0)
  const limit = ask.limit ?? PAGE
  const asked = { wanted, now, askedDoor: ask.door }
  const isTimed = (wanted.date ?? wanted.time ?? wanted.part) !== undefined
  const most = isTimed ? ASKED_MOST : from + limit + 1
  const sought = wanted.party === undefined ? ask : { ...ask, party: wanted.party }
  const candidates = await findCandidates(engine, sought, wanted.words, most)
  const free = isTimed ? await freeTimes(engine, candidates, asked) : undefined
  const isTimeless = (store: queries.Candidate) =>
    (free?.get(store.id)?.length ?? 0) === 0 &&
    !engine.doors.get(soldBy(store, ask.door))?.freeTimes
  const [timeless, timed] = free ? parted(candidates, isTimeless) : [[], candidates]
  const sorted = ask.timeless ? timeless : free ? byCloseness(timed, free, wanted) : timed
  const page = sorted.slice(from, from + limit)
  const times = free ?? (await freeTimes(engine, page, asked))
  return {
    understood: {
      ...{ date: wanted.date ?? null, time: wanted.time ?? null, part: wanted.part ?? null },
      ...{ party: wanted.party ?? null, words: wanted.words },
    },
    timeless: ask.timeless ? 0 : timeless.length,
    fewerWords: candidates.length === 0 ? await fewerWords(engine, sought, wanted.words) : null,
    data: await cardsOf(engine, page, {
      times,
      todayOnly: await todayOnly(engine, page, asked),
      now,
    }),
    nextCursor: sorted.length > from + limit ? `after-${from + limit}` : null,
  }
}

const whenOf = ({ date, time, party }: Ask): Partial<Wanted> => ({
  ...(date !== undefined && { date }),
  ...(time !== undefined && { time }),
  ...(party !== undefined && { party }),
})

/** Of what was typed with the English layout, what was meant is looked for where nothing is found. */
async function findCandidates(engine: Engine, ask: Ask, words: string, limit: number) {
  const find = async (typed: string) => {
    const filter = { ...filterOf(engine, ask), search: searchOf(typed), limit }
    if (filter.doors.length === 0) return []
    return pageOfCells<queries.Candidate>(engine, limit, byRank, (on) =>
      queries.findStores(on, filter),
    )
  }
  const found = await find(words)
  const meant = found.length === 0 ? hangulOf(words) : undefined
  return meant ? find(meant) : found
}

const byRank = (one: queries.Candidate, other: queries.Candidate): number =>
  one.rank - other.rank || byId(one, other)

/** The door that is asked for; without one, all that serve so many people at once. */
const doorsOf = (engine: Engine, door: string | undefined, party = 1) =>
  [...engine.doors.values()].filter(({ name, isForOne }) =>
    door === undefined ? party === 1 || !isForOne : name === door,
  )

const filterOf = (engine: Engine, { door, party, ...ask }: Ask) => {
  const { province, district, category, priceMost } = ask
  return { doors: doorsOf(engine, door, party), province, district, category, priceMost }
}

function parted<Item>(items: readonly Item[], is: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(is), items.filter((item) => !is(item))]
}

/** A store that is called exactly what was typed, then those free closest to the time; full ones last. */
function byCloseness(
  stores: readonly queries.Candidate[],
  free: ReadonlyMap<string, readonly Free[]>,
  wanted: Wanted,
): queries.Candidate[] {
  const closenessOf = new Map(
    stores.map(({ id, timeZone }) => [id, closeness(free.get(id) ?? [], wanted, timeZone)]),
  )
  const at = ({ id, rank }: queries.Candidate) =>
    (rank === 0 && wanted.words ? -1 : closenessOf.get(id)) ?? 0
  return stores.toSorted((one, other) =>
    at(one) === at(other) ? byRank(one, other) : at(one) - at(other),
  )
}

/** The last of several words that finds something by itself, where all of them together find nothing. */
async function fewerWords(engine: Engine, ask: Ask, words: string): Promise<string | null> {
  const single = words.split(' ').slice(-WORDS_TRIED)
  const searches = single.map((word) => searchOf(word))
  if (single.length < 2) return null
  const found = await readCells(engine, (on) =>
    queries.findWords(on, filterOf(engine, ask), searches),
  )
  const last = Math.max(...found.map(({ at }) => at))
  return single[last] ?? null
}

interface TimesAsk {
  readonly wanted: Wanted
  readonly askedDoor: string | undefined
  readonly now: Date
}

/** The front door whose times of a store are shown: the one that is asked for, else its own. */
const soldBy = ({ door, also }: queries.Candidate, asked: string | undefined): string =>
  asked !== undefined && also.includes(asked) ? asked : door

/** The times on the cards of stores. What is left behind a waiting room is shown inside. */
async function freeTimes(
  engine: Engine,
  stores: readonly queries.Candidate[],
  { wanted, askedDoor, now }: TimesAsk,
): Promise<ReadonlyMap<string, readonly Free[]>> {
  const lines = linesOf(engine)
  await lines.fresh('')
  const open = stores.filter(({ id }) => !lines.of(id))
  const byCell = Map.groupBy(open, ({ id }) => engine.cell(id))
  const all = await Promise.all(
    [...byCell].flatMap(([on, own]) =>
      [...Map.groupBy(own, (store) => soldBy(store, askedDoor))].map(([door, some]) =>
        timesOfDoor(engine, on, { door, stores: some, wanted, now }),
      ),
    ),
  )
  const byStore = Map.groupBy(all.flat(), ({ storeId }) => storeId)
  return new Map(
    open.map(({ id, timeZone }) => [id, chosenTimes(byStore.get(id) ?? [], wanted, timeZone)]),
  )
}

interface DoorAsk {
  readonly door: string
  readonly stores: readonly queries.Candidate[]
  readonly wanted: Wanted
  readonly now: Date
}

async function timesOfDoor(
  engine: Engine,
  on: Database,
  { door: name, stores, wanted, now }: DoorAsk,
): Promise<Free[]> {
  const door = engine.doors.get(name)
  if (!door) return []
  if (door.freeTimes) return door.freeTimes(on, stores, wanted, now)
  const openings = await door.openings(on, stores, now)
  return openings.flatMap(({ storeId, startsAt, remaining, price }) =>
    startsAt ? [{ storeId, startsAt, remaining, price, item: null }] : [],
  )
}

/** The stores that have nothing to book on the date that is asked for, whatever it is, unless it is today. */
async function todayOnly(
  engine: Engine,
  stores: readonly queries.Candidate[],
  { wanted: { date }, askedDoor, now }: TimesAsk,
): Promise<ReadonlySet<string>> {
  if (date === undefined) return new Set()
  const asked = stores.filter(({ timeZone }) => date !== wallDate(now, timeZone))
  const byCell = Map.groupBy(asked, ({ id }) => engine.cell(id))
  const all = await Promise.all(
    [...byCell].flatMap(([on, own]) =>
      [...Map.groupBy(own, (store) => soldBy(store, askedDoor))].map(([door, some]) =>
        engine.doors.get(door)?.todayOnly?.(
          on,
          some.map(({ id }) => id),
        ),
      ),
    ),
  )
  return new Set(all.flatMap((found) => (found ?? []).map(({ storeId }) => storeId)))
}

interface Known {
  readonly times: ReadonlyMap<string, readonly Free[]>
  readonly todayOnly: ReadonlySet<string>
  readonly now: Date
}

async function cardsOf(
  engine: Engine,
  page: readonly queries.Candidate[],
  known: Known,
): Promise<Card[]> {
  if (page.length === 0) return []
  const ids = page.map(({ id }) => id)
  const shown = await readCells(engine, (on) => queries.readShown(on, ids))
  const storeOf = new Map(shown.map((store) => [store.id, store]))
  return page.flatMap(({ id }) => {
    const store = storeOf.get(id)
    return store ? [cardOf(engine, store, known)] : []
  })
}

function cardOf(
  engine: Engine,
  { category, province, district, priceLeast, priceMost, ...store }: queries.Shown,
  known: Known,
): Card {
  const times = known.times.get(store.id) ?? []
  const { timeZone, currency } = store
  const money = (amount: number | null) => (amount === null ? null : { amount, currency })
  return {
    store: storeView(store),
    categoryWords: categoryWords(engine.doors.get(store.door) ?? {}, category),
    area: province === null ? null : { province, district },
    priceLeast: money(priceLeast),
    priceMost: money(priceMost),
    today: wallDate(known.now, timeZone),
    todayOnly: known.todayOnly.has(store.id),
    times: times.map(({ startsAt, remaining, price, item }) => ({
      startsAt: startsAt.toISOString(),
      date: wallDate(startsAt, timeZone),
      time: wallTime(startsAt, timeZone),
      ...{ remaining, price: { amount: price, currency }, item: item && { ...item } },
    })),
  }
}
