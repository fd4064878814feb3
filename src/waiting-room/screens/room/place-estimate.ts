/**
 * Where somebody stands between two polls. Polls say a position exactly; the shared document says how
 * far the line has moved since. A place is learned from a poll and the next document, whose head can
 * only be further on: so it is never too low, and a position that is shown never rises.
 */
export interface Estimate {
  /** As the last poll said. */
  readonly polled: number
  /** Whether a document has come since that poll. */
  readonly isMatched: boolean
  /** At most this far back from the beginning of the line. */
  readonly place: number
  readonly shown: number
}

export const polled = (position: number, known?: Estimate): Estimate => ({
  polled: position,
  isMatched: false,
  place: known?.place ?? Number.POSITIVE_INFINITY,
  // A new ticket begins anew; of one ticket the position never rises.
  shown: position,
})

/** After a document with this head. `shown` is 0 when the line has reached the place. */
export function moved(known: Estimate, head: number): Estimate {
  const place = known.isMatched ? known.place : Math.min(known.place, known.polled + head - 1)
  const position = Math.max(0, place - head + 1)
  return { ...known, place, isMatched: true, shown: Math.min(known.shown, position) }
}
