import type { IncomingHttpHeaders } from 'node:http'
import type { Engine } from '../../engine.ts'
import { type Asker, refuseWrong } from '../check-password.ts'
import { sessionTokenOf } from '../sessions.ts'
import * as queries from './queries.ts'
import { signInAgain } from './rules.ts'
import { spendCode } from './spend-code.ts'

export interface Confirmation {
  readonly password?: string | undefined
  readonly code?: string | undefined
}

interface Confirming extends Confirmation {
  readonly accountId: string
  readonly headers: IncomingHttpHeaders
  readonly asker: Asker | undefined
}

/** By what an account shows that its owner is there, before it changes how it signs in. */
export const confirmedBy = ({
  hasPassword,
  confirmedAt,
}: Pick<queries.FactorState, 'hasPassword' | 'confirmedAt'>): 'password' | 'code' | 'recent' =>
  hasPassword ? 'password' : confirmedAt ? 'code' : 'recent'

/**
 * Makes sure that the owner of an account is there, and not somebody at their open screen: by the password; where an
 * account has none, by a code; where it has neither, by a session that has just begun.
 * Problems in order: limit-reached, password-wrong; limit-reached, code-wrong, code-used; sign-in-again.
 */
export async function confirmOwner(engine: Engine, ask: Confirming): Promise<void> {
  const { accountId, password = '', code = '', headers, asker } = ask
  const by = confirmedBy(await queries.findState(engine.house, accountId))
  if (by === 'password') return refuseWrong(engine, { accountId, password, asker })
  if (by === 'code') return void (await spendCode(engine, { accountId, code, asker }))
  const isRecent = await queries.isRecent(engine.house, sessionTokenOf(engine, headers))
  if (!isRecent) throw signInAgain()
}
