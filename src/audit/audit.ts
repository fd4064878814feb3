import { frontDoors } from '../front-doors/index.ts'
import type { Database } from '../postgres/database.ts'
import { type Queryable, type Sql, sql } from '../postgres/sql.ts'
import type { Invariant } from './invariant.ts'
import { invariants } from './invariants.ts'

export interface Finding extends Pick<Invariant, 'name'> {
  readonly violations: readonly string[]
}

const all = [...invariants, ...frontDoors.flatMap((door) => door.invariants)]

/**
 * Asks every invariant of one snapshot of a live database: nothing waits, nothing changes. One that
 * cannot be read is a finding, and the others are asked all the same.
 */
export const audit = (database: Database): Promise<Finding[]> =>
  database.snapshot(async (on) => {
    const findings: Finding[] = []
    for (const { name, statement } of all)
      findings.push({ name, violations: await violationsOf(on, statement) })
    return findings
  })

async function violationsOf(on: Queryable, statement: Sql): Promise<string[]> {
  await on.run(sql`savepoint invariant`)
  try {
    const rows = await on.rows<{ violation: string }>(statement)
    await on.run(sql`release savepoint invariant`)
    return rows.map(({ violation }) => violation)
  } catch (error) {
    await on.run(sql`rollback to savepoint invariant`)
    return [`cannot be read: ${(error as Error).message}`]
  }
}
