import type { IncomingHttpHeaders } from 'node:http'
import type { Engine } from '../../engine.ts'
import { sessions, sessionTokenOf } from '../sessions.ts'
import * as queries from './queries.ts'
import { sessionMissing } from './rules.ts'

interface Ask {
  readonly accountId: string
  readonly headers: IncomingHttpHeaders
}

export const listSessions = (engine: Engine, { accountId, headers }: Ask) =>
  queries.listSessions(engine.house, accountId, sessionTokenOf(engine, headers))

/** Ends one session. Problem: session-missing. */
export async function endSession(engine: Engine, accountId: string, sessionId: string) {
  const ended = await queries.removeSession(engine.house, accountId, sessionId)
  if (ended === 0) throw sessionMissing()
  sessions(engine).evictAccount(accountId)
}

/** Ends every session but the one that asks. */
export async function endOtherSessions(engine: Engine, { accountId, headers }: Ask) {
  await queries.removeOtherSessions(engine.house, accountId, sessionTokenOf(engine, headers))
  sessions(engine).evictAccount(accountId)
}

/** Ends every session of an account, in the name of an administrator. */
export async function endSessionsOf(engine: Engine, accountId: string) {
  await queries.removeSessions(engine.house, accountId)
  sessions(engine).evictAccount(accountId)
}
