import { accountInvariants } from '../accounts/invariants.ts'
import { bookingInvariants } from '../bookings/invariants.ts'
import { lineInvariants } from '../door-line/invariants.ts'
import { frontDoors } from '../front-doors/index.ts'
import type { Database } from '../postgres/database.ts'
import { type Agreement, type Invariant, violationsOf } from '../postgres/invariant.ts'
import { type Queryable, sql } from '../postgres/sql.ts'
import { ticketInvariants } from '../tickets/invariants.ts'
import { waitingRoomInvariants } from '../waiting-room/invariants.ts'
import { invariants } from './invariants.ts'

export interface Finding extends Pick<Invariant, 'name'> {
  readonly violations: readonly string[]
}

const all: readonly (Invariant | Agreement)[] = [
  ...invariants,
  ...accountInvariants,
  ...waitingRoomInvariants,
  ...bookingInvariants,
  ...lineInvariants,
  ...ticketInvariants,
  ...frontDoors.flatMap(({ invariants: own = [] }) => own),
]

/**
 * Checks every invariant on one snapshot of a live database: takes no locks, changes nothing. One
 * that cannot be read is reported as a finding, and the others are still checked.
 */
export const audit = (database: Database): Promise<Finding[]> =>
  inOneFlight(database).catch(() => oneByOne(database))

/** Without a wait between them; one that cannot be read fails all. */
const inOneFlight = (database: Database): Promise<Finding[]> =>
  database.patient.snapshot((on) =>
    Promise.all(
      all.map(async (invariant) => ({
        name: invariant.name,
        violations: await violationsOf(on, invariant),
      })),
    ),
  )

const oneByOne = (database: Database): Promise<Finding[]> =>
  database.patient.snapshot(async (on) => {
    const findings: Finding[] = []
    for (const invariant of all)
      findings.push({ name: invariant.name, violations: await violationsOrError(on, invariant) })
    return findings
  })

/** The violations, or that they cannot be read. */
async function violationsOrError(
  on: Queryable,
  invariant: Invariant | Agreement,
): Promise<readonly string[]> {
  await on.run(sql`savepoint invariant`)
  try {
    const violations = await violationsOf(on, invariant)
    await on.run(sql`release savepoint invariant`)
    return violations
  } catch (error) {
    await on.run(sql`rollback to savepoint invariant`)
    return [`cannot be read: ${(error as Error).message}`]
  }
}
