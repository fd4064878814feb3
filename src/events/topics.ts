import { type Engine, perEngine } from '../engine.ts'

/** Which topics are whose. One place, because what is public stays public. */

/** For watchers only, who read again by themselves: not kept. Every other topic is public. */
export const passingTopics: readonly string[] = ['place.changed']

/**
 * Topics that other services publish and consume too, under these bare names, as the front doors
 * declare them: each with the one member of its body, which names the subject.
 */
export const sharedTopics: (engine: Engine) => ReadonlyMap<string, string> = perEngine(
  ({ doors }) =>
    new Map([...doors.values()].flatMap((door) => Object.entries(door.sharedTopics ?? {}))),
)
