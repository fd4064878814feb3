import { type Engine, perEngine } from '../engine.ts'

/** Which topics are internal, public or shared. */

/**
 * Topics for the bus only: not logged. Every other topic is public. `places.changed` is told as one
 * `place.changed` for each place, `booking.changed` and all topics of orders as one `bookings.changed` for
 * each store; front doors declare theirs.
 */
export const passingTopics: (engine: Engine) => ReadonlySet<string> = perEngine(
  ({ doors }) =>
    new Set([
      ...['place.changed', 'places.changed', 'booking.changed', 'line.changed'],
      ...[...doors.values()].flatMap((door) => door.passingTopics ?? []),
    ]),
)

/**
 * Topics that other services publish and consume too, under these bare names, with the one member
 * of their body, which names the subject. Front doors declare them.
 */
export const sharedTopics: (engine: Engine) => ReadonlyMap<string, string> = perEngine(
  ({ doors }) =>
    new Map([...doors.values()].flatMap((door) => Object.entries(door.sharedTopics ?? {}))),
)
