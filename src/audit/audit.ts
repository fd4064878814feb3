import { bookingInvariants } from '../bookings/invariants.ts'
import { frontDoors } from '../front-doors/index.ts'
import type { Database } from '../postgres/database.ts'
import { type Agreement, type Invariant, violationsOf } from '../postgres/invariant.ts'
import { type Queryable, sql } from '../postgres/sql.ts'
import { invariants } from './invariants.ts'

export interface Finding extends Pick<Invariant, 'name'> {
  readonly violations: readonly string[]
}

const all: readonly (Invariant | Agreement)[] = [
  ...invariants,
  ...bookingInvariants,
  ...frontDoors.flatMap(({ invariants: own = [] }) => own),
]

/**
 * Asks every invariant of one snapshot of a live database: nothing waits, nothing changes. One that
 * cannot be read is a finding, and the others are asked all the same.
 */
export const audit = (database: Database): Promise<Finding[]> =>
  database.patient.snapshot(async (on) => {
    const findings: Finding[] = []
    for (const asked of all)
      findings.push({ name: asked.name, violations: await readable(on, asked) })
    return findings
  })

/** The violations, or that they cannot be read. */
async function readable(on: Queryable, asked: Invariant | Agreement): Promise<readonly string[]> {
  await on.run(sql`savepoint invariant`)
  try {
    const violations = await violationsOf(on, asked)
    await on.run(sql`release savepoint invariant`)
    return violations
  } catch (error) {
    await on.run(sql`rollback to savepoint invariant`)
    return [`cannot be read: ${(error as Error).message}`]
  }
}
