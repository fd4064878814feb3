import type { IncomingHttpHeaders } from 'node:http'
import type { Engine } from '../engine.ts'
import { type Asker, refuseWrong } from './check-password.ts'
import { tokenIn } from './devices/operations.ts'
import * as queries from './queries.ts'
import { passwordWrong, signInAgain } from './rules.ts'

/** How somebody who is signed in proves anew to be the account. */
export interface Proof {
  readonly password?: string | undefined
  /** With the session. */
  readonly headers: IncomingHttpHeaders
  readonly asker: Asker | undefined
}

/**
 * Before what cannot be undone: the password; of an account without one, a sign-in of the last minutes, at its
 * provider or by a link in a mail. Problems in order: limit-reached, password-wrong, sign-in-again.
 */
export async function confirmOwner(
  engine: Engine,
  accountId: string,
  { password, headers, asker }: Proof,
): Promise<void> {
  if (password !== undefined) return refuseWrong(engine, { accountId, password, asker })
  const kept = await queries.findPasswordHash(engine.house, accountId)
  if (kept?.passwordHash) throw passwordWrong()
  await refuseStale(engine, headers)
}

/** Whoever signed in long ago signs in again first. Problem: sign-in-again. */
export async function refuseStale(engine: Engine, headers: IncomingHttpHeaders): Promise<void> {
  const proven = await queries.findProof(engine.house, tokenIn(engine, headers))
  if (!proven) throw signInAgain()
}

/** The session of a request has been proven anew. */
export const proveAnew = (engine: Engine, headers: IncomingHttpHeaders): Promise<number> =>
  queries.renewProof(engine.house, tokenIn(engine, headers))

/** The same by the password. Problems in order: limit-reached, password-wrong. */
export async function proveByPassword(
  engine: Engine,
  accountId: string,
  { password, headers, asker }: Proof & { readonly password: string },
): Promise<void> {
  await refuseWrong(engine, { accountId, password, asker })
  await proveAnew(engine, headers)
}
