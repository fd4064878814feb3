import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { serve } from '../http/serve.ts'
import { Problem } from '../kernel/problem.ts'
import * as contract from './contract.ts'
import { reconcileSoon } from './reconcile.ts'
import { permitCharge, receiveWebhook } from './webhook.ts'

/** Endpoints for gateways. Bodies stay raw bytes for every content type: signatures cover bytes. */
export function gatewayRoutes(server: Server, engine: Engine): void {
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))

    serve(scope, contract.receiveWebhook, async ({ params, headers, body }, reply) => {
      const { gateway } = params
      const isDue = await receiveWebhook(engine, gateway, {
        headers,
        body: body ?? Buffer.alloc(0),
      })
      // After the answer: a gateway retries a webhook that is not answered in time.
      if (isDue) reply.raw.once('finish', () => void reconcileSoon(engine, gateway))
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
