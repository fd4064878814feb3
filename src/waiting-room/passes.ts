import type { IncomingHttpHeaders } from 'node:http'
import type { Caller } from '../accounts/caller.ts'
import { notSignedIn } from '../accounts/rules.ts'
import { type Engine, perEngine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import type { Problem } from '../kernel/problem.ts'
import { sharedLookUp } from '../kernel/shared-read.ts'
import { type Once, recallMany } from '../postgres/once.ts'
import type { Sql, Tx } from '../postgres/sql.ts'
import { readOwnStore } from '../stores/queries.ts'
import { workingAs } from '../stores/rules.ts'
import type { Line } from './line.ts'
import { linesOf } from './lines.ts'
import * as stored from './pass-queries.ts'
import { endOf, mayClaim, mayPay } from './pass-rules.ts'
import * as queries from './queries.ts'
import { countRefusal } from './refusals.ts'
import * as rules from './rules.ts'
import { subjectOf } from './shuffle.ts'
import { readToken, TOKEN_HEADER, tokenIn } from './token.ts'

/** What is before a store: the id of its room. */
export interface RoomOf {
  readonly storeId: Id<'Store'>
  readonly id: string
}

/** A request to a protected step. */
export interface Step {
  readonly storeId: Id<'Store'>
  readonly caller: Caller | undefined
  readonly headers: IncomingHttpHeaders
  /** Its idempotency key: what was answered under it before is answered again without a pass. */
  readonly once?: Once | undefined
}

/**
 * Refuses a protected step without a pass, where the store has a room. The pass is read from the
 * database, so that one that has ended elsewhere admits nobody; concurrent requests share the read.
 * Problems in order: waiting-pass-needed, waiting-token-unknown, still-waiting, not-signed-in,
 * waiting-pass-of-another, waiting-pass-ended.
 */
export async function checkPass(engine: Engine, step: Step): Promise<void> {
  const line = await linesOf(engine).fresh(step.storeId)
  if (!line) return
  const refused = await refusalOf(engine, line, step)
  if (!refused) return
  if (await isExempt(engine, step)) return
  countRefusal(engine, line, refused.type)
  throw refused
}

/** A repetition, which gets its first answer; and who works at the store, and looks at it. */
async function isExempt(engine: Engine, { storeId, caller, once }: Step): Promise<boolean> {
  const on = engine.cell(storeId)
  if (once) return (await recallMany(on, [once]))[0] !== undefined
  if (!caller || caller.role === 'customer') return false
  return (await readOwnStore(on, workingAs(caller), storeId)) !== undefined
}

async function refusalOf(
  engine: Engine,
  line: Line,
  { caller, headers }: Step,
): Promise<Problem | undefined> {
  const { room } = line
  const text = tokenIn(engine, headers, room.storeId)
  if (text === undefined) return rules.passNeeded(rules.whereOf(room))
  const token = readToken(engine, text)
  if (token?.roomId !== room.id) return rules.tokenUnknown(rules.whereOf(room))
  if (token.kind === 'ticket') {
    const { position } = line.standingOf(token.number)
    return rules.stillWaiting({ ...rules.whereOf(room), position: position ?? 0 })
  }
  if (!caller) return notSignedIn()
  if (token.subject !== subjectOf(room.id, caller.accountId))
    return rules.passOfAnother(rules.whereOf(room))
  const found = await passes(engine)(token.subject, `${room.storeId}/${room.id}`)
  if (!found) return rules.tokenUnknown(rules.whereOf(room))
  return mayPay(found, found.now)
    ? undefined
    : rules.passEnded({ ...rules.whereOf(room), ended: endOf(found) })
}

/** The latest passes by subject, in a lane for each room: requests that come together share a statement. */
const passes = perEngine((engine) =>
  sharedLookUp(async (subjects: readonly string[], lane) => {
    const [storeId = '', id = ''] = lane.split('/')
    const found = await stored.readPasses(engine.cell(storeId), { storeId, id }, subjects)
    return new Map(found.map((pass) => [pass.subject, pass]))
  }),
)

/**
 * Of these accounts, those that may not claim now, and why: asked in the transaction of the claim, so
 * that no path to it goes around the room.
 */
export async function refusedClaims(
  tx: Tx,
  room: RoomOf,
  accountIds: readonly Id<'Account'>[],
): Promise<ReadonlyMap<Id<'Account'>, Problem>> {
  const subjects = accountIds.map((accountId) => subjectOf(room.id, accountId))
  const locked = await stored.lockPasses(tx, room, subjects)
  const found = new Map(locked.map((pass) => [pass.subject, pass]))
  return new Map(
    accountIds.flatMap((accountId): [Id<'Account'>, Problem][] => {
      const pass = found.get(subjectOf(room.id, accountId))
      if (!pass) return [[accountId, rules.passNeeded(rules.whereOf(room))]]
      if (mayClaim(pass, tx.now)) return []
      return [[accountId, rules.passEnded({ ...rules.whereOf(room), ended: endOf(pass) })]]
    }),
  )
}

/** Notes what these claims hold, so that their passes last as long. */
export const holdPasses = (
  tx: Tx,
  room: RoomOf,
  held: readonly { readonly accountId: Id<'Account'>; readonly until: Date }[],
) =>
  stored.writeHeld(
    tx,
    room,
    held.map(({ accountId, until }) => ({ subject: subjectOf(room.id, accountId), until })),
  )

/**
 * Refuses a token that is no pass, of somebody else, or over, if the request has one: at what is no
 * store's, like a wallet, which needs none.
 */
export async function checkGivenPass(
  engine: Engine,
  caller: Caller,
  headers: IncomingHttpHeaders,
): Promise<void> {
  const given = headers[TOKEN_HEADER]
  if (typeof given !== 'string') return
  const token = readToken(engine, given)
  if (!token) throw rules.tokenUnknown()
  await checkPass(engine, { storeId: token.storeId, caller, headers })
}

/**
 * Ends the pass of who leaves: the next one is called at once. While they have something left to pay it
 * goes on. Without a pass nothing happens.
 *
 * @param isDone whether nothing of theirs is left to pay, in SQL
 */
export const leave = (
  engine: Engine,
  storeId: Id<'Store'>,
  accountId: Id<'Account'>,
  isDone: (now: Date) => Sql,
) =>
  engine.cell(storeId).transaction(async (tx) => {
    const room = await queries.findOpenRoom(tx, storeId)
    if (!room) return
    const subject = subjectOf(room.id, accountId)
    await stored.lockPasses(tx, room, [subject]) // the next statement sees what was claimed meanwhile
    await stored.endLeft(tx, room, subject, isDone(tx.now))
  })
