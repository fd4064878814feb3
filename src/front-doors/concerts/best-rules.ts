import type { Seat } from './rules.ts'

/** Seats of one row with nothing between them, from one end to the other. */
export type Block = readonly Seat[]

export interface BestAsk {
  readonly quantity: number
  /** Only of this price level. */
  readonly level?: string | undefined
}

/** A seat further away than so many of the least distances in its row is behind an aisle. */
const AISLE = 1.5

const numeric = new Intl.Collator('en', { numeric: true })

/** The order of a hall's seats: by section, row and number, as people read them. */
export const byWords = (one: Seat, other: Seat): number =>
  numeric.compare(one.section, other.section) ||
  numeric.compare(one.row, other.row) ||
  one.number - other.number

const distance = (one: Seat, other: Seat): number => Math.hypot(one.x - other.x, one.y - other.y)

/** Divides seats, which are in the order of `byWords`, where a row ends or an aisle is. */
export function blocksOf(seats: readonly Seat[]): Block[] {
  const blocks: Block[] = []
  const rows = Map.groupBy(seats, ({ section, row }) => JSON.stringify([section, row]))
  for (const row of rows.values()) {
    const steps = row.slice(1).map((seat, at) => distance(row[at] as Seat, seat))
    const aisle = AISLE * Math.min(...steps)
    let from = 0
    steps.forEach((step, at) => {
      if (step <= aisle) return
      blocks.push(row.slice(from, at + 1))
      from = at + 1
    })
    blocks.push(row.slice(from))
  }
  return blocks
}

/** The longest stretches of a block's regular seats that are free. */
function runsOf(block: Block, isFree: (seat: Seat) => boolean): Block[] {
  const runs: Seat[][] = []
  let run: Seat[] = []
  for (const seat of block) {
    if (seat.kind === 'regular' && isFree(seat)) run.push(seat)
    else {
      if (run.length > 0) runs.push(run)
      run = []
    }
  }
  if (run.length > 0) runs.push(run)
  return runs
}

/** Seats beside each other, and how good they are: less is better. */
interface Group {
  readonly seats: Block
  /** Single seats that it leaves beside it. */
  readonly orphans: number
  /** From the middle of the stage. */
  readonly away: number
}

const isBetter = (one: Group, other: Group | undefined): boolean =>
  !other || one.orphans < other.orphans || (one.orphans === other.orphans && one.away < other.away)

/** The best seats of a run; undefined when it has too few. */
function bestOf(run: Block, { quantity, level }: BestAsk, middle: number): Group | undefined {
  let best: Group | undefined
  for (let at = 0; at + quantity <= run.length; at += 1) {
    const seats = run.slice(at, at + quantity)
    const wanted = level ?? seats[0]?.level
    if (seats.some((seat) => seat.level !== wanted)) continue
    const after = run.length - at - quantity
    const orphans = (at === 1 ? 1 : 0) + (after === 1 ? 1 : 0)
    const x = seats.reduce((sum, seat) => sum + seat.x, 0) / quantity
    const y = seats.reduce((sum, seat) => sum + seat.y, 0) / quantity
    const group = { seats, orphans, away: 2 * y + Math.abs(x - middle) }
    if (isBetter(group, best)) best = group
  }
  return best
}

/** The middle of the hall, from left to right. */
function middleOf(blocks: readonly Block[]): number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const block of blocks)
    for (const { x } of block) [least, most] = [Math.min(least, x), Math.max(most, x)]
  return (least + most) / 2
}

/**
 * The best groups of seats beside each other, best first, each as if those before it were taken:
 * no single seat left beside them where that can be, then the nearest to the middle of the stage.
 *
 * @param seatsMost of all groups together
 */
export function bestGroups(
  blocks: readonly Block[],
  isFree: (seat: Seat) => boolean,
  ask: BestAsk,
  seatsMost: number,
): Block[] {
  const middle = middleOf(blocks)
  const open = blocks
    .flatMap((block) => runsOf(block, isFree))
    .flatMap((run) => {
      const best = bestOf(run, ask, middle)
      return best ? [{ run, best }] : []
    })
  const groups: Block[] = []
  while (open.length > 0 && (groups.length + 1) * ask.quantity <= seatsMost) {
    let first = 0
    open.forEach(({ best }, at) => {
      if (isBetter(best, open[first]?.best)) first = at
    })
    const [{ run, best }] = open.splice(first, 1) as [(typeof open)[number]]
    groups.push(best.seats)
    const at = run.indexOf(best.seats[0] as Seat)
    for (const rest of [run.slice(0, at), run.slice(at + ask.quantity)]) {
      const next = bestOf(rest, ask, middle)
      if (next) open.push({ run: rest, best: next })
    }
  }
  return groups
}

/** How many free seats are together at most. */
export function mostTogether(
  blocks: readonly Block[],
  isFree: (seat: Seat) => boolean,
  level: string | undefined,
): number {
  let most = 0
  for (const block of blocks)
    for (const run of runsOf(block, isFree)) {
      let length = 0
      run.forEach((seat, at) => {
        const isSame = at > 0 && run[at - 1]?.level === seat.level
        length = isSame ? length + 1 : 1
        if (level === undefined || seat.level === level) most = Math.max(most, length)
      })
    }
  return most
}
