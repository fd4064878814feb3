import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { getCancellationTerms } from './contract.ts'
import { showTerms } from './operations.ts'

export function orderTermsRoutes(server: Server, engine: Engine): void {
  serve(server, getCancellationTerms, async ({ caller, params }) => {
    const ask = { buyerId: caller.accountId, ...params }
    const { hash, version, policy, agreedAt } = await showTerms(engine, ask)
    return {
      ...{ hash, version, agreedAt: agreedAt?.toISOString() ?? null },
      policy: { ...policy, tiers: [...policy.tiers] },
    }
  })
}
