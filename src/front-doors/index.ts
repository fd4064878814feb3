import { dining } from './dining/door.ts'
import type { FrontDoor } from './front-door.ts'
import { timetables } from './timetables/door.ts'

/** The ways of selling: to add or remove one, add or remove its folder and its line. */
export const frontDoors: readonly FrontDoor[] = [dining, timetables]

/** Subscribers of all doors that must see every event of their topics. */
export const consumers = frontDoors.flatMap((door) => door.consumers ?? [])
