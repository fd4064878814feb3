import type { Id } from '../../kernel/id.ts'
import type { Tx } from '../../postgres/sql.ts'
import { DEFAULT_TERMS } from '../../waitlist/rules.ts'
import * as queries from './give-queries.ts'

/** Gives what a guest waits for to the account that they turn out to be; after their orders. */
export async function giveWaiting(tx: Tx, from: Id<'Account'>, to: Id<'Account'>): Promise<void> {
  await queries.lockJoins(tx, from, to)
  await queries.giveEntries(tx, { from, to }, DEFAULT_TERMS)
}
