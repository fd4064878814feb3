import type { Engine } from '../engine.ts'
import { orThrow, type ProblemType } from '../kernel/problem.ts'
import type { Tx } from '../postgres/sql.ts'
import { removeKeysOf } from './api-keys/queries.ts'
import type { Eraser, LeaveOptions } from './erasure.ts'
import { isRightPassword } from './passwords.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { sessions } from './sessions.ts'

/** What other parts of the product do when an account is deleted, in the same transaction. */
export interface Leaving {
  /** Releases unpaid orders. */
  readonly abandon: (tx: Tx, accountId: string) => Promise<void>
  /** Front doors before the core: theirs look up the orders of the person. */
  readonly erasers: readonly Eraser[]
  /** Problems that these may return. */
  readonly problems?: readonly ProblemType<never>[]
}

/**
 * Deletes an account. Orders and their payments stay with the stores, without the person. The
 * password is compared before any lock is taken, because hashing is slow.
 * Problems in order: password-wrong, those of `abandon`, still-selling, those of the erasers.
 */
export async function leave(
  engine: Engine,
  {
    accountId,
    password,
    ...options
  }: LeaveOptions & { readonly accountId: string; readonly password: string },
  { abandon, erasers }: Leaving,
): Promise<void> {
  const known = await queries.findPasswordHash(engine.database, accountId)
  if (!(await isRightPassword(known?.passwordHash, password))) throw rules.passwordWrong()

  await engine.database.transaction(async (tx) => {
    await abandon(tx, accountId)
    const account = await queries.lockAccount(tx, accountId)
    if (!account) return // deleted already
    orThrow(rules.mayLeave(await queries.ownsOpenStore(tx, accountId)))
    for (const erase of erasers) await erase(tx, accountId, options)
    await removeKeysOf(tx, accountId)
    await queries.removeAccount(tx, account)
  })
  sessions(engine).evictAccount(accountId)
}
