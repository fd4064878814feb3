import type { BodyOf } from '../../../../kernel/endpoint.ts'
import type * as halls from '../../hall-contract.ts'
import { layOut, type PlacedSeat } from '../../hall-rules.ts'
import { at, boxOf, type Hall, hallOf, type Run, seatAt } from '../seats/hall.ts'

export type HallDraft = BodyOf<typeof halls.putHall>
export type SectionDraft = HallDraft['sections'][number]
export type RowDraft = SectionDraft['rows'][number]

interface Level {
  readonly code: string
  readonly name: string
  readonly price: number
}

const kinds = ['regular', 'wheelchair', 'companion'] as const
type Currency = Hall['currency']

/** The map of a draft, as it would be drawn. */
export function drawn(draft: HallDraft, levels: readonly Level[], currency: Currency): Hall {
  const placed = layOut(draft.sections)
  return hallOfSeats(placed, draft.name, levels, currency)
}

function hallOfSeats(
  placed: readonly PlacedSeat[],
  name: string,
  levels: readonly Level[],
  currency: Currency,
): Hall {
  const sections = [...new Set(placed.map(({ section }) => section))]
  const rows = [...new Set(placed.map(({ row }) => row))]
  const order = placed.toSorted(
    (one, other) =>
      sections.indexOf(one.section) - sections.indexOf(other.section) ||
      rows.indexOf(one.row) - rows.indexOf(other.row) ||
      one.number - other.number,
  )
  const differences = (values: readonly number[]) =>
    values.map((value, index) => value - (values[index - 1] ?? 0))
  return hallOf({
    version: 0,
    hall: name,
    currency,
    levels: [...levels],
    sections,
    rows,
    kinds: [...kinds],
    seats: {
      id: order.map(() => 1),
      section: order.map(({ section }) => sections.indexOf(section)),
      row: order.map(({ row }) => rows.indexOf(row)),
      number: differences(order.map(({ number }) => number)),
      x: differences(order.map(({ x }) => x)),
      y: differences(order.map(({ y }) => y)),
      level: order.map(({ level }) =>
        Math.max(
          0,
          levels.findIndex(({ code }) => code === level),
        ),
      ),
      kind: order.map(({ kind }) => kinds.indexOf(kind)),
    },
  })
}

/** The draft that lays out a hall as it is, as far as rows and sections can say it. */
export const draftOf = (hall: Hall): HallDraft => ({
  name: hall.name,
  sections: hall.sections.map((section) => {
    const { left, top } = boxOf(hall.x, hall.y, section.from, section.to)
    const level = seatAt(hall, section.from).level.code
    return {
      name: section.name,
      level,
      x: Math.max(0, left),
      y: Math.max(0, top),
      rows: section.rows.map((row) => rowOf(hall, row, level)),
    }
  }),
})

function rowOf(hall: Hall, { name, from, to }: Run, level: string): RowDraft {
  const gaps: number[] = []
  const special: Record<'wheelchair' | 'companion', number[]> = { wheelchair: [], companion: [] }
  for (let seat = from; seat < to; seat++) {
    const { kind, number } = seatAt(hall, seat)
    if (kind !== 'regular') special[kind].push(number)
    const step = seat + 1 < to ? at(hall.x, seat + 1) - at(hall.x, seat) : 0
    if (step > hall.pitch * 1.5) gaps.push(number)
  }
  const first = seatAt(hall, from)
  return {
    row: name,
    seats: to - from,
    from: first.number,
    ...(gaps.length > 0 && { gaps }),
    ...(first.level.code !== level && { level: first.level.code }),
    ...(special.wheelchair.length > 0 && { wheelchair: special.wheelchair }),
    ...(special.companion.length > 0 && { companion: special.companion }),
  }
}

/** Whether the editor would move seats of a hall that it did not lay out itself. */
export function wouldMove(hall: Hall): boolean {
  const again = drawn(draftOf(hall), hall.levels, hall.currency)
  if (again.size !== hall.size) return true
  const places = new Set(Array.from(hall.x, (x, seat) => `${x} ${at(hall.y, seat)}`))
  return again.x.some((x, seat) => !places.has(`${x} ${at(again.y, seat)}`))
}

/** `1, 5` as numbers; undefined where something else is typed. */
export function numbersOf(typed: string): number[] | undefined {
  const parts = typed.split(/[,\s]+/).filter(Boolean)
  return parts.every((part) => /^\d{1,4}$/.test(part)) ? parts.map(Number) : undefined
}
