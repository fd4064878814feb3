import { addDays, startOfDay, type WallDate, wallDate } from '../../kernel/time.ts'

/** A gateway may add to a day, or correct it, this long. */
const LATE_DAYS = 7
/** How far back the first reading goes. */
const FIRST_DAYS = 31

/** Days of gateways are Korean. */
const TIME_ZONE = 'Asia/Seoul'

export interface SettledDays {
  readonly from: WallDate
  readonly to: WallDate
  /** The end of `to`. */
  readonly until: Date
}

/** The days to read now: those that are over, and the last week anew. */
export function daysToRead(readUntil: Date | null, now: Date): SettledDays {
  const today = wallDate(now, TIME_ZONE)
  const from = readUntil
    ? addDays(wallDate(readUntil, TIME_ZONE), -LATE_DAYS)
    : addDays(today, -FIRST_DAYS)
  return { from, to: addDays(today, -1), until: startOfDay(today, TIME_ZONE) }
}

/** Our books and a gateway's of the same payments, in minor units. */
export interface SettledSums {
  readonly taken: number
  readonly refunded: number
  /** What the gateway lists, less refunds, before its fees. */
  readonly settled: number
  readonly payout: number
  /** Captured and refunded after the gateway's list was read, or missing in it. */
  readonly waiting: number
}

export interface Settlement {
  readonly fees: number
  readonly payout: number
  readonly waiting: number
  /** What must be paid out of what the gateway has listed: captured less refunded, waiting and fees. */
  readonly expected: number
  /** `payout` less `expected`; not 0: the gateway’s books are not ours. */
  readonly difference: number
}

/** Compares a gateway's settlements with what we expect of them. */
export function compareSettled(sums: SettledSums): Settlement {
  const { taken, refunded, settled, payout, waiting } = sums
  const fees = settled - payout
  const expected = taken - refunded - waiting - fees
  return { fees, payout, waiting, expected, difference: payout - expected }
}
