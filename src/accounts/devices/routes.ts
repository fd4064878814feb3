import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'

export function deviceRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listSessions, async ({ caller, headers }) => {
    const rows = await operations.listSessions(engine, { accountId: caller.accountId, headers })
    return {
      data: rows.map(({ createdAt, lastSeenAt, ...session }) => ({
        ...session,
        createdAt: createdAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
      })),
    }
  })
  serve(server, contract.endSession, async ({ caller, params }) => {
    await operations.endSession(engine, caller.accountId, params.sessionId)
    return null
  })
  serve(server, contract.endSessionsOf, async ({ params }) => {
    await operations.endSessionsOf(engine, params.accountId)
    return null
  })
  serve(server, contract.endOtherSessions, async ({ caller, headers }) => {
    await operations.endOtherSessions(engine, { accountId: caller.accountId, headers })
    return null
  })
}
