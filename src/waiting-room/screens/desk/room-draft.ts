import type { RoomBody } from './own-queries.ts'
import { instantOf, wallValueOf } from './wall-instant.ts'

/** What an owner has typed about a room. */
export interface RoomDraft {
  readonly opensNow: boolean
  /** On the store's clock: `2026-12-24T19:30`. */
  readonly opens: string
  /** Minutes before the opening from which guests may join; empty: from now on. */
  readonly joinsBefore: string
  readonly rate: string
  readonly capacity: string
  readonly browseMinutes: string
  readonly claimSeconds: string
}

export const JOINS_BEFORE = ['', '10', '30', '60', '180', '1440'] as const

/** Fields with the bounds that the server sets. */
export const bounds = {
  rate: { least: 1, most: 600_000 },
  capacity: { least: 1, most: 1_000_000 },
  browseMinutes: { least: 1, most: 1_440 },
  claimSeconds: { least: 15, most: 3_600 },
} as const
export type Bounded = keyof typeof bounds

const LEAD_MS = 30 * 60_000
const ROUND_MS = 10 * 60_000

/** Opens at a round time, half an hour from now at the earliest. */
export const newDraft = (now: Date, timeZone: string): RoomDraft => ({
  opensNow: false,
  opens: wallValueOf(
    new Date(Math.ceil((now.getTime() + LEAD_MS) / ROUND_MS) * ROUND_MS),
    timeZone,
  ),
  joinsBefore: '',
  rate: '60',
  capacity: '100',
  browseMinutes: '5',
  claimSeconds: '120',
})

/** The whole number that was typed; undefined outside the bounds. */
export function numberIn(field: Bounded, typed: string): number | undefined {
  const text = typed.trim().replaceAll(',', '')
  const { least, most } = bounds[field]
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN
  return number >= least && number <= most ? number : undefined
}

export interface RoomNumbers {
  readonly ratePerMinute: number
  readonly capacity: number
  readonly browseSeconds: number
  readonly claimSeconds: number
}

/** Undefined while a number is missing or out of bounds. */
export function numbersOf(draft: Pick<RoomDraft, Bounded>): RoomNumbers | undefined {
  const ratePerMinute = numberIn('rate', draft.rate)
  const capacity = numberIn('capacity', draft.capacity)
  const browseMinutes = numberIn('browseMinutes', draft.browseMinutes)
  const claimSeconds = numberIn('claimSeconds', draft.claimSeconds)
  if (!ratePerMinute || !capacity || !browseMinutes || !claimSeconds) return undefined
  return { ratePerMinute, capacity, browseSeconds: browseMinutes * 60, claimSeconds }
}

/** What is sent; undefined while a field is wrong. Without a time the room opens at once. */
export function bodyOf(draft: RoomDraft, now: Date, timeZone: string): RoomBody | undefined {
  const numbers = numbersOf(draft)
  if (!numbers || draft.opensNow) return numbers
  const opensAt = instantOf(draft.opens, timeZone)
  if (!opensAt || opensAt <= now) return undefined
  const joinsAt = new Date(opensAt.getTime() - Number(draft.joinsBefore) * 60_000)
  const isLater = draft.joinsBefore !== '' && joinsAt > now
  return {
    opensAt: opensAt.toISOString(),
    ...(isLater && { joinsAt: joinsAt.toISOString() }),
    ...numbers,
  }
}

/**
 * Minutes in which so many people get in: as planned, and when everybody stays as long as they may, so
 * that the capacity is what slows the line.
 */
export function minutesFor(
  people: number,
  { ratePerMinute, capacity, browseSeconds }: RoomNumbers,
): { readonly planned: number; readonly longest: number } {
  const byCapacity = capacity / (browseSeconds / 60)
  const beyond = Math.max(0, people - capacity)
  const planned = people / ratePerMinute
  return {
    planned: Math.max(1, Math.ceil(planned)),
    longest: Math.max(1, Math.ceil(Math.max(planned, beyond / byCapacity))),
  }
}
