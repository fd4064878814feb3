import type { Room } from './rules.ts'

const POLL_SECONDS_LEAST = 3
/** A poll is due four times in the time that remains. */
const POLLS_PER_WAIT = 4

/** The longest pause between two polls, by how many wait: the further back, the less changes. */
const longestPause = (waiting: number): number =>
  waiting > 200_000 ? 120 : waiting > 20_000 ? 60 : 20

/** Seconds until the next poll of somebody who waits this long; null: it is not known how long. */
export const pollAfter = (waitSeconds: number | null, waiting: number): number => {
  const most = longestPause(waiting)
  const pause = (waitSeconds ?? most * POLLS_PER_WAIT) / POLLS_PER_WAIT
  return Math.round(Math.min(most, Math.max(POLL_SECONDS_LEAST, pause)))
}

/** Seconds over which the pace of a line is measured. */
export const PACE_SECONDS = 60

/**
 * Places a second at which the line moves: what the rate allows, or what was measured in the last minute
 * if somebody waited all along; 0 while it stands still, and while it is not known.
 */
export function paceOf(
  room: Pick<Room, 'openedAt' | 'pausedAt' | 'ratePerMinute'>,
  calledLately: number,
  facts: {
    readonly now: Date
    /** Since when the line has never been empty. */
    readonly waitedSince: Date
    /** Whether it is full or sold out: then the rate says nothing. */
    readonly isSlowed: boolean
  },
): number {
  const planned = room.ratePerMinute / 60
  if (!room.openedAt) return planned
  if (room.pausedAt) return 0
  const since = Math.max(facts.waitedSince.getTime(), room.openedAt.getTime())
  const measured = (facts.now.getTime() - since) / 1000
  if (measured < PACE_SECONDS / 4) return facts.isSlowed ? 0 : planned
  return calledLately / Math.min(measured, PACE_SECONDS)
}

/** Seconds until somebody with so many before them is called; null while the line stands still. */
export const waitOf = (ahead: number, pace: number): number | null =>
  pace > 0 ? Math.ceil(ahead / pace) : null
