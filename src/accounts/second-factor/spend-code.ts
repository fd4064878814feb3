import type { Engine } from '../../engine.ts'
import { orThrow } from '../../kernel/problem.ts'
import { giveBack, type Take, take } from '../../limits/take.ts'
import type { Tx } from '../../postgres/sql.ts'
import { type Asker, knownDevice } from '../check-password.ts'
import { findPasswordHash } from '../queries.ts'
import * as queries from './queries.ts'
import { asMade, hashOf } from './recovery-codes.ts'
import * as rules from './rules.ts'
import { stepOf } from './totp.ts'

export interface CodeAsk {
  readonly accountId: string
  /** Of the app, or a recovery code; as it was typed. */
  readonly code: string
  /** Undefined: nothing is counted. */
  readonly asker: Asker | undefined
}

export type Used = 'app' | 'recovery'

/**
 * Uses a code of an account, once. It is counted before it is compared, by account and by network; on a device
 * that the account knows by the device alone. A right one is given back.
 * Problems in order: limit-reached, second-factor-off, code-wrong, code-used.
 *
 * @param then in the same transaction
 */
export const spendCode = (
  engine: Engine,
  ask: CodeAsk,
  then: (tx: Tx, used: Used) => Promise<void> = async () => {},
): Promise<Used> =>
  counted(engine, ask, () =>
    engine.house.transaction(async (tx) => {
      const factor = await queries.lockFactor(tx, ask.accountId)
      if (!factor?.isConfirmed) throw rules.secondFactorOff()
      const code = rules.plainCode(ask.code)
      const used = rules.isAppCode(code) ? 'app' : 'recovery'
      if (used === 'app') await acceptStep(engine, tx, ask.accountId, code, factor)
      else await acceptRecovery(engine, tx, ask.accountId, code)
      await then(tx, used)
      return used
    }),
  )

/** Uses a code of the app. Problems in order: code-wrong, code-used. */
export async function acceptStep(
  { keyRing }: Engine,
  tx: Tx,
  accountId: string,
  code: string,
  factor: queries.LockedFactor,
): Promise<void> {
  const step = stepOf(keyRing.open(factor.secret), code, factor.seconds)
  await queries.spendStep(tx, accountId, orThrow(rules.mayUseStep(step, factor)))
}

async function acceptRecovery(engine: Engine, tx: Tx, accountId: string, code: string) {
  const hash = hashOf(engine, 'code', asMade(code))
  orThrow(rules.mayUseRecovery(await queries.findRecovery(tx, accountId, hash)))
  await queries.spendRecovery(tx, accountId, hash)
}

/** Counts one try of a code before it is made. Problem: limit-reached. */
export async function counted<Answer>(
  engine: Engine,
  { accountId, asker }: Pick<CodeAsk, 'accountId' | 'asker'>,
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (!asker) return work()
  const kept = await findPasswordHash(engine.house, accountId)
  const device = knownDevice(engine, { accountId, passwordHash: kept?.passwordHash ?? null }, asker)
  const takes: readonly Take[] = device
    ? [{ limit: 'codes-account', of: device }]
    : [
        { limit: 'codes-account', of: `account ${accountId}` },
        { limit: 'codes-network', of: asker.network },
      ]
  await take(engine, takes)
  const answer = await work()
  await giveBack(engine, takes)
  return answer
}
