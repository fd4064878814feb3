import type { Engine } from '../../engine.ts'
import { orThrow } from '../../kernel/problem.ts'
import { wallDate } from '../../kernel/time.ts'
import { readOwn, type StoreAsk } from '../../stores/operations.ts'
import { countBookedDays } from '../day-queries.ts'
import { doorsOf } from '../doors.ts'
import { type Dates, datesBetween } from '../load-rules.ts'
import { blocksOf, hourLoads } from '../loads.ts'
import { countBookedHours } from './queries.ts'
import { CALENDAR_DAYS_MOST, calendarHours, checkDates } from './rules.ts'

/** How full dates of a store are, by date and by hour. Problems in order: store-missing, dates-wrong. */
export async function showCalendar(engine: Engine, ask: StoreAsk, asked: Dates) {
  const store = await readOwn(engine, ask)
  const dates = orThrow(checkDates(asked, CALENDAR_DAYS_MOST))
  const { timeZone, now } = store
  const cell = engine.cell(store.id)
  const counted = { store, dates, blocks: blocksOf(engine.doors.values()) }
  const [loads, begun, booked] = await Promise.all([
    hourLoads(doorsOf(engine, store), cell, store, dates),
    countBookedHours(cell, counted),
    countBookedDays(cell, counted),
  ])
  const hours = calendarHours(loads, begun)
  const byDate = Map.groupBy(hours, ({ date }) => date)
  const bookingsOf = new Map(booked.map(({ date, bookings }) => [date, bookings]))
  const days = datesBetween(dates).map((date) => {
    const sum = (of: 'offered' | 'taken') =>
      (byDate.get(date) ?? []).reduce((total, hour) => total + hour[of], 0)
    return {
      ...{ date, bookings: bookingsOf.get(date) ?? 0 },
      ...{ offered: sum('offered'), taken: sum('taken') },
    }
  })
  return { today: wallDate(now, timeZone), days, hours }
}
