import type { Queryable, Sql } from './sql.ts'

/**
 * What must hold at any instant, as a question that nothing answers: the statement returns the
 * violations, by name, in a column `violation`.
 */
export interface Invariant {
  readonly name: string
  readonly statement: Sql
}

/**
 * What the tables of stores and those of people must agree about. No statement names both, so each
 * side is asked by itself, for a `key` and a `value`; nothing said is 0. A key that only one side
 * can know is left out by `of`.
 */
export interface Agreement {
  readonly name: string
  readonly cell: Sql
  readonly house: Sql
  /** Whose keys count; left out: those of both. */
  readonly of?: 'cell'
}

interface Amount {
  readonly key: string
  readonly value: number
}

/** Asks one of them, and names what violates it. */
export async function violationsOf(
  on: Queryable,
  asked: Invariant | Agreement,
): Promise<readonly string[]> {
  if ('statement' in asked) {
    const rows = await on.rows<{ violation: string }>(asked.statement)
    return rows.map(({ violation }) => violation)
  }
  const [cell, people] = await Promise.all([
    on.rows<Amount>(asked.cell),
    on.rows<Amount>(asked.house),
  ])
  const house = new Map(people.map(({ key, value }) => [key, value]))
  const differing = cell.filter(({ key, value }) => value !== (house.get(key) ?? 0))
  for (const { key } of cell) house.delete(key)
  const alone = asked.of === 'cell' ? [] : [...house].filter(([, value]) => value !== 0)
  return [...differing.map(({ key }) => key), ...alone.map(([key]) => key)]
}
