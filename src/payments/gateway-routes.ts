import type { Engine } from '../engine.ts'
import { serve } from '../http/serve.ts'
import type { Server } from '../http/server.ts'
import { Problem } from '../kernel/problem.ts'
import * as contract from './contract.ts'
import { hearWebhook, permitCharge } from './hear.ts'
import { reconcile } from './reconcile.ts'

/** What gateways call. Bodies are read byte for byte, whatever they say they are. */
export function gatewayRoutes(server: Server, engine: Engine): void {
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))

    serve(scope, contract.hearWebhook, async ({ params, headers, body }, reply) => {
      await hearWebhook(engine, params.gateway, { headers, body: body ?? Buffer.alloc(0) })
      // After the answer: a gateway that waits for us would tell us again. Else the job does it.
      reply.raw.once('finish', () => void reconcile(engine).catch(() => undefined))
      return null
    })
    serve(scope, contract.permitCharge, async ({ params, headers, body }) => {
      try {
        await permitCharge(engine, params, { headers, body: body ?? Buffer.alloc(0) })
        return null
      } catch (error) {
        // PortOne shows `reason` to the buyer.
        if (!(error instanceof Problem)) throw error
        throw new Problem(error.is, { ...error.facts, reason: error.is.title.ko })
      }
    })
  })
}
