import { auctions } from './auctions/door.ts'
import { concerts } from './concerts/door.ts'
import { dining } from './dining/door.ts'
import type { FrontDoor } from './front-door.ts'
import { shop } from './shop/door.ts'
import { timetables } from './timetables/door.ts'

/** All front doors: to add or remove one, add or remove its folder and its line here. */
export const frontDoors: readonly FrontDoor[] = [dining, timetables, concerts, auctions, shop]

/** Durable subscribers of all doors; src/consumers.ts has those of the core as well. */
export const consumers = frontDoors.flatMap((door) => door.consumers ?? [])
