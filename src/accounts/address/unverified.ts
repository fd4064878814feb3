import type { Engine } from '../../engine.ts'
import { sumInTurn } from '../../kernel/each.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Joining } from '../guests/join.ts'
import { withoutBuyers } from '../guests/without-buyers.ts'
import { erase, type Leaving } from '../leaving.ts'
import { insertLeaver, lockAccount, ownsOpenStore, removeAccount } from '../queries.ts'
import { listUnverified } from './queries.ts'
import { UNVERIFIED_DAYS } from './rules.ts'

/**
 * A job: removes accounts of 30 days ago whose address nobody verified, whose sessions have ended, and that
 * have nothing: no paid order, no open store, no money.
 *
 * @returns how many it removed
 */
export async function removeOldUnverified(
  engine: Engine,
  { haveBought }: Pick<Joining, 'haveBought'>,
  leaving: Leaving,
): Promise<number> {
  const ids = await withoutBuyers(engine, haveBought, (after, most) =>
    listUnverified(engine.house, UNVERIFIED_DAYS, after, most),
  )
  return sumInTurn(
    ids,
    (id) => `account ${id}`,
    (id) => removeOne(engine, id, leaving),
  )
}

/** As when an account is deleted, without being asked for a password. */
async function removeOne(engine: Engine, accountId: string, leaving: Leaving): Promise<number> {
  const options = { moneyBack: 'gateway' } as const
  const removed = engine.house.transaction(async (tx) => {
    await leaving.abandon(tx, accountId)
    const account = await lockAccount(tx, accountId)
    if (!account || account.isVerified || (await ownsOpenStore(tx, accountId))) return 0
    await erase(tx, accountId, options, leaving)
    await insertLeaver(tx, accountId, options)
    await removeAccount(tx, account)
    return 1
  })
  return removed.catch((error) => {
    if (error instanceof Problem) return 0 // money in its wallet, or a payment that is being settled
    throw error
  })
}
