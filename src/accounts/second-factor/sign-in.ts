import type { Engine } from '../../engine.ts'
import { beginSession, type Origin, type SignedIn } from '../operations.ts'
import { findAccount } from '../queries.ts'
import { readChallenge } from './challenge.ts'
import { tell } from './operations.ts'
import * as queries from './queries.ts'
import { hashOf } from './recovery-codes.ts'
import { spendCode } from './spend-code.ts'

interface CodeSignIn {
  readonly challenge: string
  readonly code: string
  /** No code is asked for on this device for 30 days. */
  readonly remember: boolean
}

/**
 * The second step of a sign-in.
 * Problems in order: challenge-ended, limit-reached, second-factor-off, code-wrong, code-used.
 *
 * @param known told whose challenge it is, before its code is compared
 */
export async function signInWithCode(
  engine: Engine,
  { challenge, code, remember }: CodeSignIn,
  origin: Origin,
  known: (accountId: string) => void,
): Promise<SignedIn> {
  const credential = await readChallenge(engine, challenge)
  const { accountId } = credential
  known(accountId)
  await spendCode(engine, { accountId, code, asker: origin.asker }, async (tx, used) => {
    const account = used === 'recovery' ? await findAccount(tx, accountId) : undefined
    if (account) await tell(engine, tx, account, 'recovery-code-used')
  })
  const signedIn = await beginSession(engine, credential, origin, true)
  const { device } = signedIn
  if (remember && device)
    await engine.house.transaction((tx) =>
      queries.rememberDevice(tx, accountId, hashOf(engine, 'device', device)),
    )
  return signedIn
}
