import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { serve } from '../http/serve.ts'
import * as contract from './contract.ts'
import { countEvents, listEvents } from './operations.ts'

export function securityRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listSecurityEvents, ({ query }) => listEvents(engine, query))
  serve(server, contract.countSecurityEvents, () => countEvents(engine))
  serve(server, contract.listOwnSecurityEvents, async ({ caller: { accountId }, query }) => {
    const { data, nextCursor } = await listEvents(engine, { ...query, accountId })
    return { data: data.map(({ accountId: _, email: __, ...event }) => event), nextCursor }
  })
}
