import type { Engine } from '../engine.ts'
import { sumInTurn } from '../kernel/each.ts'
import { orThrow, Problem, type ProblemType } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import { readNow } from '../postgres/now.ts'
import type { Tx } from '../postgres/sql.ts'
import { removeEventsOf } from '../security/queries.ts'
import { removeAcceptancesOf } from '../terms/queries.ts'
import type { TakenOver } from './address/take-over.ts'
import { removeKeysOf } from './api-keys/queries.ts'
import { confirmAnew, type Proof } from './confirm-owner.ts'
import type { Eraser, LeaveOptions } from './erasure.ts'
import { removeContact } from './guests/queries.ts'
import type { Farewell } from './mails/farewell-rules.ts'
import { insertFarewell } from './mails/queries.ts'
import { removePasskeysOf } from './passkeys/queries.ts'
import { removePhone } from './phone/queries.ts'
import { eraseVerified } from './phone/verify.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { removeFactor } from './second-factor/queries.ts'
import { sessions } from './sessions.ts'

/** What other parts of the product do when an account is deleted, in the same transaction. */
export interface Leaving {
  /** Releases unpaid orders. */
  readonly abandon: (tx: Tx, accountId: string) => Promise<void>
  /** Front doors before the core: theirs look up the orders of the person. */
  readonly erasers: readonly Eraser[]
  /** What the last mail says, read before anything is locked; without it there is none. */
  readonly farewell?: (accountId: string) => Promise<Omit<Farewell, 'moneyBack'>>
  /** What else ends when somebody takes over an account that had only named their address. */
  readonly takenOver?: readonly TakenOver[]
  /** Problems that these may return. */
  readonly problems?: readonly ProblemType<never>[]
}

/**
 * Deletes an account. Orders and their payments stay with the stores, without the person. The
 * password is compared before any lock is taken, because hashing is slow. A verified address gets one last mail.
 * One transaction of the house writes in the cell as well: that holds while there is one cell
 * (docs/decisions/0031). Requests that began before may still write in the account's name;
 * `eraseLate` takes care of them.
 * Problems in order: those of `confirmAnew`, those of `abandon`, still-selling, those of the erasers.
 */
export async function leave(
  engine: Engine,
  {
    accountId,
    proof,
    ...options
  }: LeaveOptions & { readonly accountId: string; readonly proof: Proof },
  leaving: Leaving,
): Promise<void> {
  await confirmAnew(engine, accountId, proof)
  const farewell = await leaving.farewell?.(accountId)

  await engine.house.transaction(async (tx) => {
    await leaving.abandon(tx, accountId)
    const account = await queries.lockAccount(tx, accountId)
    if (!account) return // deleted already
    orThrow(rules.mayLeave(await queries.ownsOpenStore(tx, accountId)))
    await erase(tx, accountId, options, leaving)
    await queries.insertLeaver(tx, accountId, options)
    await queries.removeAccount(tx, account)
    const email = rules.mailAddressOf(account)
    if (email && farewell)
      await insertFarewell(tx, engine.newId(), email, { ...farewell, ...options })
  })
  sessions(engine).evictAccount(accountId)
}

export async function erase(
  tx: Tx,
  accountId: string,
  options: LeaveOptions,
  { erasers }: Leaving,
) {
  for (const eraser of erasers) await eraser(tx, accountId, options)
  await removeKeysOf(tx, accountId)
  await removePhone(tx, accountId)
  await removeFactor(tx, accountId)
  await removePasskeysOf(tx, accountId)
  await eraseVerified(tx, accountId)
  await removeContact(tx, accountId)
  await removeEventsOf(tx, accountId)
  await removeAcceptancesOf(tx, accountId)
}

/** Longer than any request runs: those that began before an account was deleted have ended. */
const LATE_SECONDS = 5 * 60
/** In one run of the job. */
const LEAVERS_MOST = 50

/**
 * A job: erases what requests wrote in the name of an account while and after it was deleted. One with
 * a payment in progress is tried again.
 *
 * @returns how many accounts are done
 */
export async function eraseLate(engine: Engine, leaving: Leaving): Promise<number> {
  const { now } = await readNow(engine.house)
  const due = await queries.listLeavers(engine.house, later(now, -LATE_SECONDS), LEAVERS_MOST)
  return sumInTurn(
    due,
    ({ accountId }) => `account ${accountId}`,
    ({ accountId, ...options }) =>
      engine.house
        .transaction(async (tx) => {
          await leaving.abandon(tx, accountId)
          await erase(tx, accountId, options, leaving)
          return queries.removeLeaver(tx, accountId)
        })
        .catch(onlyProblems),
  )
}

/** A problem is tried again by the next run, anything else fails the job. */
function onlyProblems(error: unknown): number {
  if (error instanceof Problem) return 0
  throw error
}
