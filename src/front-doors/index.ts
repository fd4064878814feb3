import { dining } from './dining/index.ts'
import type { FrontDoor } from './front-door.ts'
import { timetables } from './timetables/index.ts'

/** The ways of selling: to add or remove one, add or remove its folder and its line. */
export const frontDoors: readonly FrontDoor[] = [dining, timetables]

/** Those of all doors who must see every event of their topics. */
export const consumers = frontDoors.flatMap((door) => door.consumers ?? [])
