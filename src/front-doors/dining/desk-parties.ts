import type { Static } from 'typebox'
import type { DeskDoor } from '../../bookings/desk/door.ts'
import type { FloorParty } from './desk-contract.ts'
import * as queries from './desk-queries.ts'
import { type Layout, layoutOf, linesOf, tableTaken } from './desk-rules.ts'
import { showParty } from './floor.ts'
import { noTableFree } from './seating-rules.ts'

/** Parties, as the desk of the house works with them. */
export const parties: DeskDoor<Layout, Static<typeof FloorParty>> = {
  ...{ layoutOf, linesOf, show: showParty },
  lost: (isNamed) => (isNamed ? tableTaken() : noTableFree()),
  ...{ readSitting: queries.readSitting, writeSitting: queries.writeSitting },
}
