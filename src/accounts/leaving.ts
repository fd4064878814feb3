import type { Engine } from '../engine.ts'
import { orThrow, type ProblemType } from '../kernel/problem.ts'
import type { Tx } from '../postgres/sql.ts'
import { removeKeysOf } from './api-keys/queries.ts'
import type { Eraser, LeaveOptions } from './erasure.ts'
import { isRightPassword } from './passwords.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { sessions } from './sessions.ts'

/** What must happen elsewhere when somebody leaves, in the same transaction. */
export interface Leaving {
  /** Gives back the places that they still hold and have not paid for. */
  readonly abandon: (tx: Tx, accountId: string) => Promise<void>
  /** Front doors before the core: theirs ask the orders whose they are. */
  readonly erasers: readonly Eraser[]
  /** Why these may refuse. */
  readonly problems?: readonly ProblemType<never>[]
}

/**
 * Removes a person: their orders and the money of these stay with the stores, who they were does
 * not. The password is compared before anything is locked, because that takes a while.
 * Problems in order: password-wrong, those of `abandon`, still-selling, those of the erasers.
 */
export async function leave(
  engine: Engine,
  {
    accountId,
    password,
    ...wishes
  }: LeaveOptions & { readonly accountId: string; readonly password: string },
  { abandon, erasers }: Leaving,
): Promise<void> {
  const known = await queries.findPasswordHash(engine.database, accountId)
  if (!(await isRightPassword(known?.passwordHash, password))) throw rules.passwordWrong()

  await engine.database.transaction(async (tx) => {
    await abandon(tx, accountId)
    const account = await queries.lockAccount(tx, accountId)
    if (!account) return // it has left already
    orThrow(rules.mayLeave(await queries.ownsOpenStore(tx, accountId)))
    for (const erase of erasers) await erase(tx, accountId, wishes)
    await removeKeysOf(tx, accountId)
    await queries.removeAccount(tx, account)
  })
  sessions(engine).evictAccount(accountId)
}
