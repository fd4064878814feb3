import sql, { raw, type Sql } from 'sql-template-tag'

export { raw, type Sql, sql }

/**
 * A list, for a statement that is asked by itself. Behind the subquery PostgreSQL cannot see its length, and
 * so plans once what it would plan anew for each list, which took as long as a short list's answer.
 */
export const listed = (values: unknown, type: 'text' | 'uuid' | 'date' | 'timestamptz'): Sql =>
  sql`(select ${values}::${raw(type)}[])::${raw(type)}[]`

/** One statement at a time; every value is a placeholder. */
export interface Queryable {
  rows<Row>(statement: Sql): Promise<Row[]>
  maybe<Row>(statement: Sql): Promise<Row | undefined>
  one<Row>(statement: Sql): Promise<Row>
  /** Runs it for its effect and says how many rows it touched. */
  run(statement: Sql): Promise<number>
}

/** An open transaction. `now` is the database's clock when it began, moved by the test clock. */
export interface Tx extends Queryable {
  readonly now: Date
  /**
   * Commits with the last writes, in one flight: for work that has nothing left to decide. If one of
   * them is refused, nothing is kept, whatever the commit was told. Nothing may be asked after it.
   */
  commitWith(writes: readonly Promise<unknown>[]): Promise<void>
  /**
   * Batches the same request of all callers that share the transaction (shared.ts) into one statement
   * a lane. A single caller is a batch of one.
   *
   * @param lane the store of a statement
   * @param wrote called before anything is written
   */
  together<Ask, Answer>(
    many: Many<Ask, Answer>,
    lane: string,
    ask: Ask,
    wrote?: () => void,
  ): Promise<Answer>
}

/** One statement for a list. Answers each in its place; an error refuses that one alone. */
export type Many<Ask, Answer> = (
  tx: Tx,
  asks: readonly Ask[],
  lane: string,
) => Promise<readonly (Answer | Error)[]>
