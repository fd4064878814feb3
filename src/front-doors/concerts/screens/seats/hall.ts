import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import type * as contract from '../../contract.ts'
import type { SeatKind } from '../../seat-rules.ts'

export type SeatMapAnswer = AnswerOf<typeof contract.getSeatMap>

/** Consecutive seats: those of a section, or of a row in it. `to` is not one of them. */
export interface Run {
  readonly name: string
  readonly from: number
  readonly to: number
}

export interface Section extends Run {
  readonly rows: readonly Run[]
}

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** All seats of a hall in columns, by section, row and number. A seat's position is its `at`. */
export interface Hall {
  readonly version: number
  readonly name: string
  readonly currency: SeatMapAnswer['currency']
  readonly levels: SeatMapAnswer['levels']
  readonly size: number
  readonly ids: Int32Array
  readonly numbers: Int32Array
  readonly x: Int32Array
  readonly y: Int32Array
  /** Positions in `levels`. */
  readonly level: Uint8Array
  /** Positions in `kinds`. */
  readonly kind: Uint8Array
  readonly kinds: readonly SeatKind[]
  readonly sections: readonly Section[]
  /** The section and the row of each seat, as positions in `sections` and its `rows`. */
  readonly sectionOf: Uint16Array
  readonly rowOf: Uint16Array
  /** The `at` of a seat by its id. */
  readonly atOf: ReadonlyMap<number, number>
  /** How far apart neighbours are. */
  readonly pitch: number
  readonly box: Box
}

/** Sums up differences. */
function summed(differences: readonly number[]): Int32Array {
  const values = new Int32Array(differences.length)
  let value = 0
  for (const [at, difference] of differences.entries()) {
    value += difference
    values[at] = value
  }
  return values
}

export function hallOf(answer: SeatMapAnswer): Hall {
  const { seats, levels, kinds, currency, version } = answer
  const ids = summed(seats.id)
  const [x, y] = [summed(seats.x), summed(seats.y)]
  const sectionOf = new Uint16Array(ids.length)
  const rowOf = new Uint16Array(ids.length)
  const sections = runsOf(answer, sectionOf, rowOf)
  return {
    version,
    name: answer.hall,
    currency,
    levels,
    kinds,
    size: ids.length,
    ids,
    numbers: summed(seats.number),
    x,
    y,
    level: Uint8Array.from(seats.level),
    kind: Uint8Array.from(seats.kind),
    sections,
    sectionOf,
    rowOf,
    atOf: new Map(Array.from(ids, (id, at) => [id, at])),
    pitch: pitchOf(x, y, sections),
    box: boxOf(x, y, 0, ids.length),
  }
}

/** The sections and rows that the order of the seats makes. */
function runsOf(
  { seats, sections: names, rows: rowNames }: SeatMapAnswer,
  sectionOf: Uint16Array,
  rowOf: Uint16Array,
): Section[] {
  const sections: { name: string; from: number; to: number; rows: Run[] }[] = []
  for (let at = 0; at < seats.section.length; at++) {
    const isNewSection = at === 0 || seats.section[at] !== seats.section[at - 1]
    if (isNewSection)
      sections.push({ name: names[seats.section[at] ?? 0] ?? '', from: at, to: at, rows: [] })
    const section = sections.at(-1)
    if (!section) break
    const last = section.rows.at(-1)
    const name = rowNames[seats.row[at] ?? 0] ?? ''
    if (last && seats.row[at] === seats.row[at - 1]) {
      section.rows[section.rows.length - 1] = { ...last, to: at + 1 }
    } else section.rows.push({ name, from: at, to: at + 1 })
    section.to = at + 1
    sectionOf[at] = sections.length - 1
    rowOf[at] = section.rows.length - 1
  }
  return sections
}

const SAMPLES = 400

/** The usual distance of neighbours in a row: the median of some. */
function pitchOf(x: Int32Array, y: Int32Array, sections: readonly Section[]): number {
  const rows = sections.flatMap((section) => section.rows).slice(0, SAMPLES)
  const steps = rows.flatMap(({ from, to }) =>
    to - from < 2 ? [] : [Math.hypot(at(x, from + 1) - at(x, from), at(y, from + 1) - at(y, from))],
  )
  steps.sort((one, other) => one - other)
  return steps[Math.floor(steps.length / 2)] || 20
}

export function boxOf(x: Int32Array, y: Int32Array, from: number, to: number): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let seat = from; seat < to; seat++) {
    left = Math.min(left, at(x, seat))
    right = Math.max(right, at(x, seat))
    top = Math.min(top, at(y, seat))
    bottom = Math.max(bottom, at(y, seat))
  }
  return from < to ? { left, top, right, bottom } : { left: 0, top: 0, right: 0, bottom: 0 }
}

/** A value of a column; positions are always within it. */
export const at = (column: ArrayLike<number>, position: number): number => column[position] ?? 0

export interface SeatFacts {
  readonly section: string
  readonly row: string
  readonly number: number
  readonly level: SeatMapAnswer['levels'][number]
  readonly kind: SeatKind
}

const noLevel = { code: '', name: '', price: 0 }

export const seatAt = (hall: Hall, seat: number): SeatFacts => {
  const section = hall.sections[at(hall.sectionOf, seat)]
  return {
    section: section?.name ?? '',
    row: section?.rows[at(hall.rowOf, seat)]?.name ?? '',
    number: at(hall.numbers, seat),
    level: hall.levels[at(hall.level, seat)] ?? noLevel,
    kind: hall.kinds[at(hall.kind, seat)] ?? 'regular',
  }
}
