import type { Static } from 'typebox'
import { type DayState, dayStateOf } from '../../../bookings/day-rules.ts'
import type { Opening } from '../../../bookings/door.ts'
import type { FreeTime, FreeTimesAsk, OpeningStore } from '../../../bookings/free-times.ts'
import { type Engine, perEngine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { orThrow } from '../../../kernel/problem.ts'
import { sharedJson } from '../../../kernel/shared-read.ts'
import { datesFrom, type WallDate, wallDate } from '../../../kernel/time.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import { pictureView } from '../../../stores/pictures/view.ts'
import { shopMissing } from '../rules.ts'
import type { getAppointmentTimes, getBookableServices } from './contract.ts'
import { isTooLate, offeredOn } from './offered-rules.ts'
import { listAppointing, readBooks, type StoredBook } from './queries.ts'
import * as rules from './rules.ts'
import { readSnapshot, type Snapshot, takeSnapshots } from './snapshot.ts'

export interface TimesAsk extends rules.ServicesAsk {
  readonly shopId: Id<'Store'>
  readonly date: WallDate
  /** Of so many dates it is said whether they can be booked. */
  readonly days?: number | undefined
}

/**
 * The times of a date for services, as JSON; concurrent callers share one read. Problems in order:
 * shop-missing, those of `doersOf`.
 */
export const showTimes = (engine: Engine, ask: TimesAsk): Promise<Uint8Array> =>
  times(engine)(
    [ask.shopId, ask.date, ask.serviceIds.join(','), ask.personId ?? '', ask.days ?? ''].join(' '),
  )

const times = perEngine((engine) =>
  sharedJson(async (key) => {
    const [storeId = '', date = '', services = '', personId = '', days = ''] = key.split(' ')
    const found = await readSnapshot(engine, { storeId, date })
    const next = await readNext(engine.cell(storeId), found, Number(days))
    const ask = { serviceIds: services.split(','), personId: personId || undefined }
    return timesView(found, next, ask)
  }),
)

/** The dates from one on that are told of: one statement more. */
const readNext = (on: Queryable, { book, date }: Snapshot, days: number): Promise<Snapshot[]> => {
  const { firstDate, lastDate } = rules.bookableRange(book, book.now)
  const dates = datesFrom(date, days).filter((one) => one >= firstDate && one <= lastDate)
  return takeSnapshots(
    on,
    dates.map((one) => ({ book, date: one })),
  )
}

function timesView(
  { book, date, taken }: Snapshot,
  next: readonly Snapshot[],
  ask: rules.ServicesAsk,
): Static<(typeof getAppointmentTimes)['answer']> {
  const { currency, now, terms } = book
  const doers = orThrow(rules.doersOf(book, ask))
  return {
    ...{ date, ...rules.bookableRange(book, now), now: now.toISOString() },
    closed: terms.closedDates.includes(date),
    tooLate: isTooLate(book, doers, date, now),
    minutes: rules.minutesFor(doers.services).minutes,
    price: { amount: rules.depositOf(doers.services), currency },
    personIds: doers.people.map(({ id }) => id),
    times: offeredOn(book, doers, { date, taken }, now).map(({ time, startsAt, free }) => ({
      ...{ time, startsAt: startsAt.toISOString(), isFree: free.length > 0 },
      personIds: free.map(({ person }) => person.id),
    })),
    days: next.map((day) => ({ date: day.date, state: stateFor(day, doers, now) })),
  }
}

function stateFor(day: Snapshot, doers: rules.Doers, now: Date): DayState {
  const times = offeredOn(day.book, doers, day, now).map(({ free }) => ({
    isFree: free.length > 0,
  }))
  return dayStateOf(times, isTooLate(day.book, doers, day.date, now))
}

/** What guests may book at a shop, as JSON; concurrent callers share one read. Problem: shop-missing. */
export const showServices = (engine: Engine, shopId: Id<'Store'>): Promise<Uint8Array> =>
  services(engine)(shopId)

const services = perEngine((engine) =>
  sharedJson(async (storeId) => {
    const [book] = await readBooks(engine.cell(storeId), [storeId])
    if (!book) throw shopMissing()
    return servicesView(book)
  }),
)

function servicesView(book: StoredBook): Static<(typeof getBookableServices)['answer']> {
  const { currency, now, terms, storeId } = book
  const done = new Set(book.people.flatMap(({ serviceIds }) => serviceIds))
  const shown = book.services.filter(({ id, isHidden }) => !isHidden && done.has(id))
  const ids = new Set(shown.map(({ id }) => id))
  return {
    ...{ currency, ...rules.bookableRange(book, now), servicesMost: terms.servicesMost },
    services: shown.map(({ isHidden: _, cleanupMinutes: __, ...service }) => service),
    people: book.people.flatMap(({ id, name, introduction, serviceIds, image }) => {
      const own = serviceIds.filter((one) => ids.has(one))
      if (own.length === 0) return []
      return {
        id,
        name,
        introduction,
        serviceIds: own,
        image: image && pictureView(storeId, image),
      }
    }),
    now: now.toISOString(),
  }
}

/** How many days ahead the next free times are looked for. */
const DAYS = 8

/** The days of those that take appointments: on one date, or on the next ones; three statements. */
async function readDays(
  on: Queryable,
  stores: readonly OpeningStore[],
  now: Date,
  date?: WallDate,
): Promise<Snapshot[]> {
  const ids = await listAppointing(
    on,
    stores.map(({ id }) => id),
  )
  if (ids.length === 0) return []
  const books = await readBooks(
    on,
    ids.map(({ storeId }) => storeId),
  )
  const asks = books.flatMap((book) => {
    const today = wallDate(now, book.timeZone)
    const days = Math.min(DAYS, book.terms.horizonDays + 1)
    const dates = date === undefined ? datesFrom(today, days) : [date]
    return dates.map((one) => ({ book, date: one }))
  })
  return takeSnapshots(on, asks)
}

/** The service that a shop's next time is looked for: the first that guests see. */
function firstDoers({ book }: Snapshot): rules.Doers | undefined {
  const first = book.services.find(
    ({ id, isHidden }) => !isHidden && book.people.some((one) => one.serviceIds.includes(id)),
  )
  if (!first) return undefined
  const people = book.people.filter(({ serviceIds }) => serviceIds.includes(first.id))
  return { services: [first], people }
}

/** The times at which the first service of each of these shops can be booked: three statements. */
export async function freeAppointments(
  on: Queryable,
  stores: readonly OpeningStore[],
  { date }: FreeTimesAsk,
  now: Date,
): Promise<FreeTime[]> {
  const days = await readDays(on, stores, now, date)
  return days.flatMap((day) => {
    const doers = firstDoers(day)
    if (!doers) return []
    const price = rules.depositOf(doers.services)
    return offeredOn(day.book, doers, day, now).flatMap(({ time, startsAt, free }) =>
      free.length === 0
        ? []
        : {
            ...{ storeId: day.book.storeId, startsAt, remaining: free.length, price },
            item: { date: day.date, time, serviceId: doers.services[0]?.id ?? '' },
          },
    )
  })
}

/** The next of these at each shop. */
export async function nextAppointments(
  on: Queryable,
  stores: readonly OpeningStore[],
  now: Date,
): Promise<Opening[]> {
  const free = await freeAppointments(on, stores, {}, now)
  const byStore = Map.groupBy(free, ({ storeId }) => storeId)
  return [...byStore].flatMap(([storeId, some]) => {
    const [next] = some.toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
    if (!next) return []
    const { startsAt, remaining, price, item } = next
    const left = { ko: `예약 가능 ${remaining}명`, en: `${remaining} free` }
    const { date } = item
    return { storeId, startsAt, remaining, price, left, ...(date && { item: { date } }) }
  })
}
