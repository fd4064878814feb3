import type { IncomingHttpHeaders } from 'node:http'
import type { Engine } from '../../engine.ts'
import type { Tx } from '../../postgres/sql.ts'
import type { Caller } from '../caller.ts'
import { type Asker, refuseWrong } from '../check-password.ts'
import { type Confirmation, confirmOwner } from '../confirm-owner.ts'
import { removeOtherSessions } from '../devices/queries.ts'
import { insertMail } from '../mails/queries.ts'
import type { AccountMailKind } from '../mails/rules.ts'
import { type Account, findAccount, lockAccount } from '../queries.ts'
import { notSignedIn } from '../rules.ts'
import { sessions, sessionTokenOf } from '../sessions.ts'
import * as queries from './queries.ts'
import { asMade, hashOf, newCodes } from './recovery-codes.ts'
import * as rules from './rules.ts'
import { acceptStep, counted, spendCode } from './spend-code.ts'
import { newSecret, uriOf } from './totp.ts'

/** Who asks, from where. */
export interface By {
  readonly caller: Caller
  readonly headers: IncomingHttpHeaders
  readonly asker: Asker | undefined
}

const ISSUER = '자리'

/**
 * Makes a secret to be put into an app. It counts for nothing until a code of it has come.
 * Problems in order: second-factor-needed, those of the confirmation, second-factor-on.
 */
export async function beginEnrolment(engine: Engine, by: By, confirmation: Confirmation) {
  const { accountId } = by.caller
  await refuseWeak(engine, by.caller)
  await confirmOwner(engine, accountId, { ...by, ...confirmation })
  const secret = newSecret()
  const account = await engine.house.transaction(async (tx) => {
    const found = await lockAccount(tx, accountId)
    if (!found) throw notSignedIn()
    const written = await queries.writeEnrolment(tx, accountId, engine.keyRing.seal(secret))
    if (written === 0) throw rules.secondFactorOn()
    return found
  })
  return { secret, uri: uriOf(secret, ISSUER, account.email) }
}

/**
 * Turns the second factor on by a first code of it. Every other session ends, because none has proven it.
 * Problems in order: limit-reached, enrolment-missing, second-factor-on, code-wrong.
 *
 * @returns the recovery codes, which nobody sees again
 */
export async function confirmEnrolment(
  engine: Engine,
  { caller: { accountId }, headers, asker }: By,
  code: string,
): Promise<readonly string[]> {
  const codes = newCodes(engine)
  await counted(engine, { accountId, asker }, () =>
    engine.house.transaction(async (tx) => {
      const account = await lockAccount(tx, accountId)
      const factor = await queries.lockFactor(tx, accountId)
      if (!account || !factor) throw rules.enrolmentMissing()
      if (factor.isConfirmed) throw rules.secondFactorOn()
      await acceptStep(engine, tx, accountId, rules.plainCode(code), factor)
      const token = sessionTokenOf(engine, headers)
      await queries.confirmFactor(tx, accountId)
      await writeCodes(engine, tx, accountId, codes)
      await removeOtherSessions(tx, accountId, token)
      await queries.strengthenSession(tx, token)
      await tell(engine, tx, account, 'second-factor-on')
    }),
  )
  sessions(engine).evictAccount(accountId)
  return codes
}

/**
 * Makes new recovery codes in place of the old ones.
 * Problems in order: limit-reached, password-wrong; limit-reached, second-factor-off, code-wrong, code-used.
 */
export async function renewCodes(engine: Engine, by: By, confirmation: Confirmation) {
  const { accountId } = by.caller
  const codes = newCodes(engine)
  await withPasswordAndCode(engine, by, confirmation, (tx) =>
    writeCodes(engine, tx, accountId, codes),
  )
  return codes
}

/** Turns the second factor off. Problems: as of new recovery codes. */
export async function turnOff(engine: Engine, by: By, confirmation: Confirmation): Promise<void> {
  const { accountId } = by.caller
  await withPasswordAndCode(engine, by, confirmation, async (tx) => {
    await queries.removeFactor(tx, accountId)
    await queries.weakenSessions(tx, accountId)
    const account = await findAccount(tx, accountId)
    if (account) await tell(engine, tx, account, 'second-factor-off')
  })
  sessions(engine).evictAccount(accountId)
}

async function withPasswordAndCode(
  engine: Engine,
  { caller: { accountId }, asker }: By,
  { password = '', code = '' }: Confirmation,
  then: (tx: Tx) => Promise<void>,
): Promise<void> {
  const { hasPassword } = await queries.findState(engine.house, accountId)
  if (hasPassword) await refuseWrong(engine, { accountId, password, asker })
  await spendCode(engine, { accountId, code, asker }, then)
}

/**
 * Whoever has the password of an administrator alone adds no factor of their own where there is one.
 * Problem: second-factor-needed.
 */
export async function refuseWeak({ house }: Engine, { accountId, isStrong }: Caller) {
  if (isStrong) return
  const { isAdmin, passkeys, confirmedAt } = await queries.findState(house, accountId)
  if (isAdmin && (passkeys > 0 || confirmedAt)) throw rules.secondFactorNeeded()
}

const writeCodes = (engine: Engine, tx: Tx, accountId: string, codes: readonly string[]) =>
  queries.replaceRecovery(
    tx,
    accountId,
    codes.map((code) => hashOf(engine, 'code', asMade(rules.plainCode(code)))),
  )

/** Says so by mail, where the address is proven. */
export async function tell(
  engine: Engine,
  tx: Tx,
  { id: accountId, email, isVerified }: Account,
  kind: AccountMailKind,
): Promise<void> {
  if (isVerified) await insertMail(tx, { id: engine.newId(), accountId, kind, email })
}
