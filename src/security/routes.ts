import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { findProblemType } from '../http/problem-page.ts'
import { serve } from '../http/serve.ts'
import * as contract from './contract.ts'
import { countEvents, listEvents } from './operations.ts'

export function securityRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listSecurityEvents, async ({ query }) => {
    const { data, nextCursor } = await listEvents(engine, query)
    const titlesOf = ({ refusal }: { readonly refusal: string | null }) =>
      (refusal && findProblemType(server, refusal)?.title) || null
    return { data: data.map((event) => ({ ...event, refusalTitles: titlesOf(event) })), nextCursor }
  })
  serve(server, contract.countSecurityEvents, () => countEvents(engine))
  serve(server, contract.listOwnSecurityEvents, async ({ caller: { accountId }, query }) => {
    const { data, nextCursor } = await listEvents(engine, { ...query, accountId })
    return { data: data.map(({ accountId: _, email: __, ...event }) => event), nextCursor }
  })
}
