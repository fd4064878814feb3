import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import type { Engine } from '../../engine.ts'
import { beginSession, type Origin, type SignedIn } from '../operations.ts'
import { findPasswordHash } from '../queries.ts'
import { takeChallenge } from './challenges.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { readAssertion } from './web-authn.ts'

/**
 * Signs in with a passkey, which has verified who uses it: two factors.
 * Problems in order: passkey-unknown, passkey-refused, passkey-copied.
 */
export async function signInWithPasskey(
  engine: Engine,
  response: AuthenticationResponseJSON,
  origin: Origin,
): Promise<SignedIn> {
  const known = await queries.findCredential(engine.house, response.id)
  if (!known) throw rules.passkeyUnknown()
  const { challenge, counter, isSynced } = await readAssertion(engine, known, response)
  const isCopied = await engine.house.transaction(async (tx) => {
    const kept = await queries.lockCredential(tx, known.id)
    if (!kept) throw rules.passkeyUnknown()
    await takeChallenge(tx, challenge)
    // The refusal is kept: it commits, and is thrown behind the transaction.
    if (rules.isCopied(kept.counter, counter)) return queries.recordRegression(tx, kept.id)
    await queries.recordUse(tx, kept.id, counter, isSynced)
    return 0
  })
  if (isCopied) throw rules.passkeyCopied()
  const { accountId } = known
  const password = await findPasswordHash(engine.house, accountId)
  const credential = { accountId, passwordHash: password?.passwordHash ?? null }
  return beginSession(engine, credential, origin, true)
}
