import type { IncomingHttpHeaders } from 'node:http'
import type { Engine } from '../engine.ts'
import { type Asker, refuseWrong } from './check-password.ts'
import * as queries from './queries.ts'
import { passwordWrong, signInAgain } from './rules.ts'
import { findState } from './second-factor/queries.ts'
import { spendCode } from './second-factor/spend-code.ts'
import { sessionTokenOf } from './sessions.ts'

export interface Confirmation {
  readonly password?: string | undefined
  readonly code?: string | undefined
}

/** How somebody who is signed in proves anew to be the account. */
export interface Proof extends Confirmation {
  /** With the session. */
  readonly headers: IncomingHttpHeaders
  readonly asker: Asker | undefined
}

/** By what an account shows that its owner is there. */
export const confirmedBy = ({
  hasPassword,
  confirmedAt,
}: {
  readonly hasPassword: boolean
  readonly confirmedAt: Date | null
}): 'password' | 'code' | 'recent' => (hasPassword ? 'password' : confirmedAt ? 'code' : 'recent')

/**
 * Makes sure that the owner of an account is there, and not somebody at their open screen: by the password; where an
 * account has none, by a code of its second factor or a sign-in of the last minutes.
 * Problems in order: limit-reached, password-wrong; limit-reached, code-wrong, code-used; sign-in-again.
 */
export async function confirmOwner(
  engine: Engine,
  accountId: string,
  { password, code, headers, asker }: Proof,
): Promise<void> {
  const by = confirmedBy(await findState(engine.house, accountId))
  if (by === 'password') {
    if (password === undefined) throw passwordWrong()
    return refuseWrong(engine, { accountId, password, asker })
  }
  if (by === 'code' && code !== undefined)
    return void (await spendCode(engine, { accountId, code, asker }))
  await refuseStale(engine, headers)
}

/**
 * The same for what cannot be taken back: a sign-in does not count, however fresh, as it does not where there is a
 * password. Problems as of `confirmOwner`.
 */
export async function confirmAnew(engine: Engine, accountId: string, proof: Proof): Promise<void> {
  const by = confirmedBy(await findState(engine.house, accountId))
  const isShown = by === 'password' || (by === 'code' && proof.code !== undefined)
  if (isShown) return confirmOwner(engine, accountId, proof)
  if (!(await isConfirmed(engine, proof.headers))) throw signInAgain()
}

/** Whether the owner of the session of a request has confirmed in the last minutes, since they signed in. */
export const isConfirmed = async (engine: Engine, headers: IncomingHttpHeaders): Promise<boolean> =>
  (await queries.findConfirmation(engine.house, sessionTokenOf(engine, headers))) !== undefined

/** Whoever signed in long ago signs in again first. Problem: sign-in-again. */
export async function refuseStale(engine: Engine, headers: IncomingHttpHeaders): Promise<void> {
  const proven = await queries.findProof(engine.house, sessionTokenOf(engine, headers))
  if (!proven) throw signInAgain()
}

/** The session of a request has been proven anew. */
export const proveAnew = (engine: Engine, headers: IncomingHttpHeaders): Promise<number> =>
  queries.renewProof(engine.house, sessionTokenOf(engine, headers))

/** The same by the password. Problems in order: limit-reached, password-wrong. */
export async function proveByPassword(
  engine: Engine,
  accountId: string,
  { password, headers, asker }: Proof & { readonly password: string },
): Promise<void> {
  await refuseWrong(engine, { accountId, password, asker })
  await proveAnew(engine, headers)
}
