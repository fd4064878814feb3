import type { Static } from 'typebox'
import type { Currency } from '../../kernel/money.ts'
import { wallDate, wallTime } from '../../kernel/time.ts'
import type { PerformanceView, SeatMap } from './contract.ts'
import type { Hall } from './halls.ts'
import type { PerformanceCount } from './queries.ts'
import { type Level, type Seat, statusAt } from './rules.ts'
import { seatKinds } from './seat-rules.ts'

/** A performance with what remains of it. */
export function performanceView(
  one: PerformanceCount,
  { timeZone, currency }: { readonly timeZone: string; readonly currency: Currency },
  hall: Pick<Hall, 'levels' | 'seatsOf'> | undefined,
  now: Date,
): Static<typeof PerformanceView> {
  const capacity = Math.max(0, one.capacity)
  const remaining = Math.max(0, capacity - one.taken)
  return {
    id: one.id,
    startsAt: one.startsAt.toISOString(),
    date: wallDate(one.startsAt, timeZone),
    time: wallTime(one.startsAt, timeZone),
    salesFrom: one.salesFrom.toISOString(),
    salesUntil: one.salesUntil?.toISOString() ?? null,
    status: statusAt(one, { ...one, remaining }, now),
    capacity,
    remaining,
    prices: hall ? pricesOf(hall) : null,
    currency,
  }
}

/** The lowest and the highest price of seats that a hall has. */
function pricesOf({ levels, seatsOf }: Pick<Hall, 'levels' | 'seatsOf'>) {
  const used = new Set(seatsOf.map(({ level }) => level))
  const prices = levels.filter(({ code }) => used.has(code)).map(({ price }) => price)
  return prices.length > 0 ? { least: Math.min(...prices), most: Math.max(...prices) } : null
}

/** A hall in columns; 20,000 seats in rows are 383 kB, and 3 kB compressed. */
export function seatMap(hall: Hall, currency: Currency): Static<typeof SeatMap> {
  const { seatsOf: seats } = hall
  const sections = positions(seats.map(({ section }) => section))
  const rows = positions(seats.map(({ row }) => row))
  const levels = new Map(hall.levels.map(({ code }, at) => [code, at]))
  return {
    version: hall.version,
    hall: hall.name,
    currency,
    levels: hall.levels.map(levelView),
    sections: sections.values,
    rows: rows.values,
    kinds: [...seatKinds],
    seats: {
      id: steps(seats.map(({ id }) => id)),
      section: sections.at,
      row: rows.at,
      number: steps(seats.map(({ number }) => number)),
      x: steps(seats.map(({ x }) => x)),
      y: steps(seats.map(({ y }) => y)),
      level: seats.map(({ level }) => levels.get(level) ?? 0),
      kind: seats.map(({ kind }) => seatKinds.indexOf(kind)),
    },
  }
}

export const levelView = ({ code, name, price }: Level): Level => ({ code, name, price })

/** Each number as its difference from the one before it. */
const steps = (numbers: readonly number[]): number[] =>
  numbers.map((number, at) => number - (numbers[at - 1] ?? 0))

/** The distinct values, and the position of each in them. */
function positions(list: readonly string[]): { values: string[]; at: number[] } {
  const known = new Map<string, number>()
  const at = list.map((value) => {
    if (!known.has(value)) known.set(value, known.size)
    return known.get(value) ?? 0
  })
  return { values: [...known.keys()], at }
}

/** Seat ids as bits: seat `id` is bit `id - 1`, lowest bit of a byte first. */
export function bitsOf(ids: Iterable<number>, last: number): string {
  const bytes = Buffer.alloc(Math.ceil(last / 8))
  for (const id of ids) {
    const byte = (id - 1) >> 3
    if (byte < bytes.length) bytes[byte] = (bytes[byte] ?? 0) | (1 << ((id - 1) & 7))
  }
  return bytes.toString('base64')
}

export const freeSeatView = (seat: Seat, price: number) => ({
  id: seat.id,
  section: seat.section,
  row: seat.row,
  number: seat.number,
  kind: seat.kind,
  level: seat.level,
  price,
})
