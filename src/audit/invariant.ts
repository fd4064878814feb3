import type { Sql } from '../postgres/sql.ts'

/**
 * What must hold at any instant, as a question that nothing answers: the statement returns the
 * violations, by name, in a column `violation`.
 */
export interface Invariant {
  readonly name: string
  readonly statement: Sql
}
