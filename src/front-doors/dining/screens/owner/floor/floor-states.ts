import { minutesOf } from '../../../../../bookings/screens/dates/day-times.ts'
import { wallDateAt, wallTimeAt } from '../../../../../kernel/format.ts'
import type { FloorParty, FloorTable } from './floor-queries.ts'

/** What a table is at an instant: by colour, sign and word alike. */
export type TableState = 'free' | 'soon' | 'expected' | 'late' | 'seated' | 'over' | 'blocked'

export interface TableNow {
  readonly table: FloorTable
  readonly state: TableState
  /** Who has it, or comes next. */
  readonly party: FloorParty | undefined
}

const SOON_MS = 60 * 60_000
const LATE_MS = 10 * 60_000

const isOver = ({ state }: FloorParty): boolean => state === 'finished' || state === 'no-show'

/** Whether a party is expected and its time has come, ten minutes ago or more. */
export const isLate = ({ state, source, startsAt }: FloorParty, now: number): boolean =>
  state === 'expected' && source !== 'block' && now - Date.parse(startsAt) >= LATE_MS

/** What a table is at an instant, which may be ahead of `now`. */
export function tableAt(
  table: FloorTable,
  parties: readonly FloorParty[],
  { at, now }: { readonly at: number; readonly now: number },
): TableNow {
  const own = parties.filter((party) => !isOver(party) && party.tableIds.includes(table.id))
  const sits = at === now ? own.find(({ state }) => state === 'seated') : undefined
  const has =
    sits ??
    own.find(({ startsAt, endsAt }) => Date.parse(startsAt) <= at && at < Date.parse(endsAt))
  if (has) return { table, party: has, state: stateOf(has, at, now) }
  const next = own.find(({ startsAt }) => Date.parse(startsAt) > at)
  const isSoon = next !== undefined && Date.parse(next.startsAt) - at <= SOON_MS
  return { table, party: next, state: isSoon ? 'soon' : 'free' }
}

function stateOf(party: FloorParty, at: number, now: number): TableState {
  if (party.source === 'block') return 'blocked'
  if (party.state === 'seated') return at >= Date.parse(party.endsAt) ? 'over' : 'seated'
  return isLate(party, now) ? 'late' : 'expected'
}

const overlap = (one: FloorParty, other: FloorParty): boolean =>
  other.endsAt > one.startsAt && other.startsAt < one.endsAt

/** A party that another may change tables with. */
export interface SwapWith {
  readonly other: FloorParty
  /** One of them is larger than the tables that it would get. */
  readonly isCrowded: boolean
}

/** The parties whose tables are free for a party's stay, and its own tables for theirs. */
export function swapsFor(
  party: FloorParty,
  tables: readonly FloorTable[],
  parties: readonly FloorParty[],
): SwapWith[] {
  const seats = (ids: readonly string[]) =>
    tables.reduce((sum, { id, seatsMost }) => (ids.includes(id) ? sum + seatsMost : sum), 0)
  const isFull = (one: FloorParty, at: FloorParty) =>
    one.source !== 'block' && one.party > seats(at.tableIds)
  const others = parties.filter(
    (other) => other.id !== party.id && !other.isHeld && !isOver(other) && !shares(party, other),
  )
  return others
    .filter((other) =>
      parties.every(
        (third) =>
          third.id === party.id ||
          third.id === other.id ||
          !(
            (overlap(party, third) && shares(third, other)) ||
            (overlap(other, third) && shares(third, party))
          ),
      ),
    )
    .map((other) => ({ other, isCrowded: isFull(party, other) || isFull(other, party) }))
}

const shares = (one: FloorParty, other: FloorParty): boolean =>
  one.tableIds.some((id) => other.tableIds.includes(id))

/**
 * The instant of a time of a date's service, which may go past midnight, by the clock of a time zone. A time that
 * clocks skip is the one an hour later.
 */
export function instantAt(date: string, time: string, timeZone: string): number {
  const wall = Date.parse(`${date}T00:00Z`) + minutesOf(time) * 60_000
  const shown = (at: number) =>
    Date.parse(`${wallDateAt(new Date(at), timeZone)}T${wallTimeAt(new Date(at), timeZone)}Z`)
  const nearer = (at: number) => at + wall - shown(at)
  return nearer(nearer(wall))
}
