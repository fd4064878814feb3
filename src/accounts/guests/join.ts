import type { Engine } from '../../engine.ts'
import { sumInTurn } from '../../kernel/each.ts'
import { Problem } from '../../kernel/problem.ts'
import { readNow } from '../../postgres/now.ts'
import type { Tx } from '../../postgres/sql.ts'
import type { Caller } from '../caller.ts'
import { erase, type Leaving } from '../leaving.ts'
import { giveVerified } from '../phone/verified-queries.ts'
import { findAccount, insertLeaver, lockAccount, removeAccount } from '../queries.ts'
import { sessions } from '../sessions.ts'
import * as queries from './queries.ts'
import { GUEST_DAYS } from './rules.ts'
import { withoutBuyers } from './without-buyers.ts'

/** Gives what a guest has in one cell to an account. Runs again after a crash. */
export type Joined = (tx: Tx, guestId: string, accountId: string) => Promise<void>

/** What the rest of the product does when a guest signs in or up. */
export interface Joining {
  /** In each cell, in one transaction. */
  readonly joined: readonly Joined[]
  /** Which of these people have orders. */
  readonly haveOrders: (engine: Engine, accountIds: readonly string[]) => Promise<Set<string>>
  /** Which of these people have paid for one, or may still pay. */
  readonly haveBought: (engine: Engine, accountIds: readonly string[]) => Promise<Set<string>>
  /** Whether a guest waits for something, which only their address tells them of. */
  readonly isWaiting?: (engine: Engine, guestId: string) => Promise<boolean>
}

/**
 * What a guest has becomes the account's. First it is written down to whom it goes, and the guest's
 * sessions end: of two sign-ins at once one gets everything. What a crash leaves, and what requests of the
 * guest still write, `finishJoins` gives to the same account.
 */
export async function join(engine: Engine, ask: queries.Join, joining: Joining): Promise<void> {
  const written = await engine.house.transaction(async (tx) => {
    const first = await queries.writeJoin(tx, ask)
    if (first) await queries.removeSessionsOf(tx, ask.guestId)
    if (first?.accountId === ask.accountId) await giveVerified(tx, ask.guestId, ask.accountId)
    return first
  })
  sessions(engine).evictAccount(ask.guestId)
  if (written?.accountId === ask.accountId) await move(engine, written, joining)
}

/** What a guest has goes along when they sign in or up; from any other session nothing does. */
export async function takeAlong(
  engine: Engine,
  caller: Caller | undefined,
  accountId: string,
  joining: Joining,
): Promise<void> {
  if (!caller?.isGuest || caller.accountId === accountId) return
  await join(engine, { guestId: caller.accountId, accountId }, joining)
}

async function move(engine: Engine, { guestId, accountId }: queries.Join, { joined }: Joining) {
  for (const { database } of engine.cells)
    await database.transaction(async (tx) => {
      for (const each of joined) await each(tx, guestId, accountId)
    })
  const { now } = await readNow(engine.house)
  await queries.markMoved(engine.house, guestId, now)
}

/** After a crash: whoever has not moved by then does not move any more. */
const CRASHED_SECONDS = 30
/** Longer than any request runs. */
const LATE_SECONDS = 5 * 60
/** In one run of a job. */
const GUESTS_MOST = 50

/**
 * A job: moves what a crash left and what requests still wrote, then removes the guest. One who still
 * holds what the account holds too stays until that has expired.
 *
 * @returns how many joins it ended
 */
export async function finishJoins(
  engine: Engine,
  joining: Joining,
  leaving: Leaving,
): Promise<number> {
  const { now } = await readNow(engine.house)
  const due = await queries.listJoins(engine.house, now, {
    crashedSeconds: CRASHED_SECONDS,
    lateSeconds: LATE_SECONDS,
    most: GUESTS_MOST,
  })
  return sumInTurn(
    due,
    ({ guestId }) => `guest ${guestId}`,
    async (one) => {
      if (await findAccount(engine.house, one.accountId)) await move(engine, one, joining)
      if (!one.isLate) return 0
      const withOrders = await joining.haveOrders(engine, [one.guestId])
      if (withOrders.size > 0) return 0
      await removeGuest(engine, one.guestId, leaving)
      return queries.removeJoin(engine.house, one.guestId)
    },
  )
}

/**
 * A job: removes guests of 30 days ago who bought nothing: also those whose orders were never paid.
 *
 * @returns how many it removed
 */
export async function removeOldGuests(
  engine: Engine,
  joining: Joining,
  leaving: Leaving,
): Promise<number> {
  const ids = await withoutBuyers(engine, joining.haveBought, (after, most) =>
    queries.listOldGuests(engine.house, GUEST_DAYS, after, most),
  )
  return sumInTurn(
    ids,
    (id) => `guest ${id}`,
    (id) => removeGuest(engine, id, leaving),
  )
}

/** As when an account is deleted, without being asked for a password. */
async function removeGuest(engine: Engine, guestId: string, leaving: Leaving): Promise<number> {
  const options = { moneyBack: 'gateway' } as const
  const removed = engine.house.transaction(async (tx) => {
    await leaving.abandon(tx, guestId)
    const guest = await lockAccount(tx, guestId)
    if (!guest?.isGuest) return 0
    await erase(tx, guestId, options, leaving)
    await insertLeaver(tx, guestId, options)
    await removeAccount(tx, guest)
    return 1
  })
  return removed.catch((error) => {
    if (error instanceof Problem) return 0 // a payment is being settled: the next run
    throw error
  })
}
