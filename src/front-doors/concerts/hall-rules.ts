import type { Problem } from '../../kernel/problem.ts'
import * as rules from './rules.ts'
import { type SeatKind, type SeatWords, seatText } from './seat-rules.ts'

/** Seats of the largest hall. */
export const HALL_SEATS_MOST = 60_000

/** Drawing units between seats, for an aisle besides, between rows and between sections. */
const [SEAT, AISLE, ROW, SECTION] = [10, 14, 12, 24]
const EDGE = 10

export interface RowDraft {
  readonly row: string
  readonly seats: number
  readonly from?: number
  readonly gaps?: readonly number[]
  readonly level?: string
  readonly wheelchair?: readonly number[]
  readonly companion?: readonly number[]
}

export interface SectionDraft {
  readonly name: string
  readonly level: string
  readonly rows: readonly RowDraft[]
  readonly x?: number
  readonly y?: number
}

/** A seat before it has an id. */
export type PlacedSeat = Omit<rules.Seat, 'id'>

/** Whether sections have too many seats for a hall, before any is laid out. Problem: too-many-seats. */
export function checkCount(sections: readonly SectionDraft[]): Problem | undefined {
  const seats = sections.flatMap(({ rows }) => rows).reduce((sum, row) => sum + row.seats, 0)
  return seats > HALL_SEATS_MOST ? rules.tooManySeats({ most: HALL_SEATS_MOST }) : undefined
}

/**
 * Places the seats of sections: each in the middle of the hall behind the one before it, unless it
 * says where it is; rows in the middle of their section.
 */
export function layOut(sections: readonly SectionDraft[]): PlacedSeat[] {
  const widths = sections.map(({ rows }) => Math.max(...rows.map(widthOf)))
  const middle = EDGE + Math.max(...widths) / 2
  let below = EDGE
  return sections.flatMap((section, at) => {
    const width = widths[at] ?? 0
    const left = section.x ?? middle - width / 2
    const top = section.y ?? below
    below = Math.max(below, top + section.rows.length * ROW + SECTION)
    return section.rows.flatMap((row, number) => {
      const from = { x: left + (width - widthOf(row)) / 2, y: top + number * ROW }
      return seatsOf(section, row, from)
    })
  })
}

const widthOf = ({ seats, gaps = [] }: RowDraft): number => (seats - 1) * SEAT + gaps.length * AISLE

function seatsOf(
  { name, level }: SectionDraft,
  row: RowDraft,
  at: { readonly x: number; readonly y: number },
): PlacedSeat[] {
  const { from = 1, gaps = [] } = row
  return Array.from({ length: row.seats }, (_, place) => {
    const number = from + place
    const aisles = gaps.filter((gap) => gap < number).length
    return {
      ...{ section: name, row: row.row, number, level: row.level ?? level },
      x: Math.round(at.x + place * SEAT + aisles * AISLE),
      y: Math.round(at.y),
      kind: kindOf(row, number),
    }
  })
}

function kindOf({ wheelchair, companion }: RowDraft, number: number): SeatKind {
  if (wheelchair?.includes(number)) return 'wheelchair'
  return companion?.includes(number) ? 'companion' : 'regular'
}

/** A seat by the words that people know it by. */
export const wordsOf = ({ section, row, number }: SeatWords): string =>
  JSON.stringify([section, row, number])

/** Named in a problem at most. */
const NAMED_MOST = 20

const named = (seats: readonly SeatWords[]): readonly string[] =>
  seats.slice(0, NAMED_MOST).map((seat) => seatText(seat).ko)

/**
 * Whether seats can be a hall. Problems in order: too-many-seats, seat-named-twice, level-missing.
 */
export function checkHall(
  seats: readonly PlacedSeat[],
  levels: readonly string[],
): Problem | undefined {
  if (seats.length > HALL_SEATS_MOST) return rules.tooManySeats({ most: HALL_SEATS_MOST })
  const seen = new Set<string>()
  const twice = seats.filter((seat) => seen.size === seen.add(wordsOf(seat)).size)
  if (twice.length > 0) return rules.seatNamedTwice({ seats: named(twice) })
  const unknown = new Set(seats.map(({ level }) => level)).difference(new Set(levels))
  if (unknown.size > 0) return rules.levelMissing({ levels: [...unknown] })
  return undefined
}

/** A seat that the table has, in the hall or not any more. */
export interface StoredSeat extends rules.Seat {
  readonly retired: boolean
}

export interface HallChange {
  /** New, changed and revived seats. */
  readonly written: readonly rules.Seat[]
  /** Seats that are in the hall no more. */
  readonly retired: readonly number[]
  /** Seats that disappear or change what they cost or are: nobody may have them. */
  readonly touched: readonly rules.Seat[]
}

/** What has to change for a hall to have these seats; one with the same words keeps its id. */
export function changeHall(
  stored: readonly StoredSeat[],
  wanted: readonly PlacedSeat[],
): HallChange {
  const known = new Map(stored.map((seat) => [wordsOf(seat), seat]))
  let last = stored.reduce((most, { id }) => Math.max(most, id), 0)
  const kept = new Set<number>()
  const written: rules.Seat[] = []
  const touched: rules.Seat[] = []
  for (const placed of wanted) {
    const before = known.get(wordsOf(placed))
    const seat = { ...placed, id: before?.id ?? ++last }
    kept.add(seat.id)
    const isOther = before && (before.level !== seat.level || before.kind !== seat.kind)
    if (isOther && !before.retired) touched.push(before)
    const isMoved = before && (before.x !== seat.x || before.y !== seat.y)
    if (!before || before.retired || isOther || isMoved) written.push(seat)
  }
  const gone = stored.filter(({ id, retired }) => !retired && !kept.has(id))
  return { written, retired: gone.map(({ id }) => id), touched: [...touched, ...gone] }
}

/** Problem: seats-in-use. */
export function mayChange(
  { touched }: HallChange,
  taken: ReadonlySet<number>,
): Problem | undefined {
  const used = touched.filter(({ id }) => taken.has(id))
  return used.length > 0 ? rules.seatsInUse({ seats: named(used) }) : undefined
}
