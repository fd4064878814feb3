import type { Engine } from '../../engine.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { orThrow } from '../../kernel/problem.ts'
import { addDays, startOfDay, wallDate } from '../../kernel/time.ts'
import {
  type GatewaySum,
  type MoneyDay,
  sumGateways,
  sumMoneyDays,
} from '../../payments/report-queries.ts'
import { compareSettled } from '../../payments/settlements/rules.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { readOwn, type StoreAsk } from '../../stores/operations.ts'
import { checkDates } from '../calendar/rules.ts'
import { doorsOf } from '../doors.ts'
import { type Dates, datesBetween, type HourLoad } from '../load-rules.ts'
import { blocksOf, hourLoads } from '../loads.ts'
import type { getReport } from './contract.ts'
import * as queries from './queries.ts'
import { partiesOf, REPORT_DAYS_MOST, sourcesOf, weekHours } from './rules.ts'

type Report = AnswerOf<typeof getReport>

/**
 * How a store did on some dates, in one snapshot and a fixed number of statements.
 * Problems in order: store-missing, dates-wrong.
 */
export async function showReport(engine: Engine, ask: StoreAsk, asked: Dates): Promise<Report> {
  const store = await readOwn(engine, ask)
  const dates = orThrow(checkDates(asked, REPORT_DAYS_MOST))
  const { id: storeId, timeZone, now } = store
  const counted = { store, dates, blocks: blocksOf(engine.doors.values()) }
  const money = {
    ...{ storeId, timeZone, begins: startOfDay(dates.from, timeZone) },
    ends: startOfDay(addDays(dates.to, 1), timeZone),
  }
  const doors = doorsOf(engine, store)
  return engine.cell(storeId).patient.snapshot(async (on: Queryable) => {
    const loads = await hourLoads(doors, on, store, dates)
    const known = await Promise.all(doors.map((door) => door.sources?.(on, store, dates) ?? []))
    const [outcomes, entered, booked, days, gateways] = await Promise.all([
      queries.countOutcomes(on, counted),
      queries.countEntered(on, counted),
      queries.sumBooked(on, counted),
      sumMoneyDays(on, money),
      sumGateways(on, money),
    ])
    return {
      ...{ today: wallDate(now, timeZone), currency: store.currency },
      days: daysOf(dates, { loads, outcomes, booked, days }),
      week: weekHours(loads),
      sources: sourcesOf(entered, known.flat()),
      parties: partiesOf(known.flat()),
      gateways: gateways.map((sums) => gatewayView(engine, sums)),
    }
  })
}

function gatewayView(engine: Engine, sums: GatewaySum): Report['gateways'][number] {
  const { comparedUntil, readUntil, settled, payout, waiting, ...ours } = sums
  const tells = engine.gateways.get(ours.gateway)?.settlements !== undefined
  return {
    ...ours,
    comparedUntil: comparedUntil?.toISOString() ?? null,
    settlement: tells
      ? {
          ...compareSettled({ ...ours, settled, payout, waiting }),
          readUntil: readUntil?.toISOString() ?? null,
        }
      : null,
  }
}

interface Counted {
  readonly loads: readonly HourLoad[]
  readonly outcomes: readonly queries.DayOutcome[]
  /** By the date of the booking, and by that of the payment. */
  readonly booked: readonly MoneyDay[]
  readonly days: readonly MoneyDay[]
}

const noOutcome = { bookings: 0, begun: 0, arrived: 0, noShows: 0, canceled: 0 }

/** Every date, also without anything. */
function daysOf(dates: Dates, { loads, outcomes, booked, days }: Counted): Report['days'] {
  const loadsOf = Map.groupBy(loads, ({ date }) => date)
  const outcomeOf = new Map(outcomes.map((one) => [one.date, one]))
  const [bookedOf, paidOf] = [booked, days].map(
    (sums) => new Map(sums.map(({ date, ...money }) => [date, money])),
  )
  const none = { taken: 0, refunded: 0 }
  return datesBetween(dates).map((date) => {
    const sum = (of: 'offered' | 'taken') =>
      (loadsOf.get(date) ?? []).reduce((total, hour) => total + hour[of], 0)
    const outcome = outcomeOf.get(date) ?? noOutcome
    return {
      ...{ ...outcome, date },
      ...{ offered: sum('offered'), taken: sum('taken') },
      ...{ booked: bookedOf?.get(date) ?? none, money: paidOf?.get(date) ?? none },
    }
  })
}
