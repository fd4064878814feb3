import { findAccount } from '../../accounts/queries.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { later } from '../../kernel/time.ts'
import { readNow } from '../../postgres/now.ts'
import type { Tx } from '../../postgres/sql.ts'
import * as queries from './leaving-queries.ts'
import { KEPT_SECONDS } from './rules.ts'

/**
 * When an account is deleted: it works nowhere, nobody works at its closed stores, invitations do not
 * name it, and what it did was done by nobody.
 */
export async function eraseStaff(tx: Tx, accountId: Id<'Account'>): Promise<void> {
  const account = await findAccount(tx, accountId)
  const closed = await queries.listStoreIdsOf(tx, accountId)
  await queries.deleteTeams(
    tx,
    closed.map(({ id }) => id),
  )
  await queries.deleteStaffOf(tx, accountId)
  if (account) await queries.forgetAddress(tx, account.email)
  await queries.forgetPerson(tx, accountId)
}

/** Another person has the account: it works nowhere, and nobody works or is invited at its stores. */
export async function endTeams(tx: Tx, accountId: string): Promise<void> {
  const id = accountId as Id<'Account'>
  const own = (await queries.listStoreIdsOf(tx, id)).map((store) => store.id)
  await queries.deleteStaffOf(tx, id)
  await queries.endTeams(tx, own)
}

/** A job: forgets addresses of invitations that ended, or were never accepted, long ago. */
export async function forgetInvited(engine: Engine): Promise<number> {
  const { now } = await readNow(engine.house)
  return queries.forgetOld(engine.house, now, later(now, -KEPT_SECONDS))
}
