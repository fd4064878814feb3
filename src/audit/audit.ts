import { bookingInvariants } from '../bookings/invariants.ts'
import { frontDoors } from '../front-doors/index.ts'
import type { Database } from '../postgres/database.ts'
import { type Agreement, type Invariant, violationsOf } from './invariant.ts'
import { invariants } from './invariants.ts'

export interface Finding extends Pick<Invariant, 'name'> {
  readonly violations: readonly string[]
}

const all: readonly (Invariant | Agreement)[] = [
  ...invariants,
  ...bookingInvariants,
  ...frontDoors.flatMap(({ invariants: own = [] }) => own),
]

/** Asks every invariant of one snapshot of a live database: nothing waits, nothing changes. */
export const audit = (database: Database): Promise<Finding[]> =>
  database.patient.snapshot(async (on) => {
    const findings: Finding[] = []
    for (const asked of all)
      findings.push({ name: asked.name, violations: await violationsOf(on, asked) })
    return findings
  })
