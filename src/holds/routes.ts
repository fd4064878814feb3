import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { serve } from '../http/serve.ts'
import * as contract from './contract.ts'
import { setReleaseDelay, showReleaseDelay } from './release-delay.ts'

export function holdRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getReleaseDelay, () => showReleaseDelay(engine))
  serve(server, contract.setReleaseDelay, async ({ body, caller }) => {
    await setReleaseDelay(engine, { ...body, changedBy: caller.accountId })
    return showReleaseDelay(engine)
  })
}
