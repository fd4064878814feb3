import type { DayAnswer } from './day-queries.ts'

type Booked = DayAnswer['bookings'][number]

/** An order with all of its lines that begin together. */
export interface Guest extends Omit<Booked, 'what' | 'where' | 'item'> {
  /** With where it is. */
  readonly whats: readonly Booked['what'][]
  /** Its desk knows where it is: at which tables. */
  readonly isPlaced: boolean
}

export type Load = Pick<DayAnswer['times'][number], 'capacity' | 'taken' | 'reserved' | 'proposed'>
export type TimeLoad = Load & { readonly time: string }

export interface GuestTime {
  readonly time: string
  /** Of all that begins then; undefined where the day does not say how full it is. */
  readonly load: Load | undefined
  readonly guests: readonly Guest[]
}

/** A day by time: every time that is given or booked, an order once a time. */
export function guestTimes({
  times,
  bookings,
}: {
  readonly times: readonly TimeLoad[]
  readonly bookings: readonly Booked[]
}): GuestTime[] {
  const loads = Map.groupBy(times, ({ time }) => time)
  const booked = Map.groupBy(bookings, ({ time }) => time)
  const all = [...new Set([...loads.keys(), ...booked.keys()])].toSorted()
  return all.map((time) => ({
    time,
    load: loads.get(time)?.reduce(sum, nothing),
    guests: guestsOf(booked.get(time) ?? []),
  }))
}

const nothing: Load = { capacity: 0, taken: 0, reserved: 0, proposed: 0 }

const sum = (one: Load, other: Load): Load => ({
  capacity: one.capacity + other.capacity,
  taken: one.taken + other.taken,
  reserved: one.reserved + other.reserved,
  proposed: one.proposed + other.proposed,
})

const whatAndWhere = ({ what, where }: Booked): Booked['what'] =>
  where ? { ko: `${what.ko} · ${where.ko}`, en: `${what.en} · ${where.en}` } : what

function guestsOf(bookings: readonly Booked[]): Guest[] {
  return [...Map.groupBy(bookings, ({ id }) => id).values()].flatMap((lines) => {
    const [first] = lines
    if (!first) return []
    const { what: _what, where: _where, item: _item, ...order } = first
    return { ...order, whats: lines.map(whatAndWhere), isPlaced: lines.some(({ where }) => where) }
  })
}
