import type { FastifyInstance } from 'fastify'
import { movesOf, paymentById } from './ledger.ts'
import type { ConsoleWhy, Provider, Sandbox } from './provider.ts'
import { leftOf } from './rules.ts'

/**
 * `POST /console/:gateway/:id/cancel {amount?, why?}`: a refund in the gateway's console or a
 * chargeback, without the merchant. Default amount: all that remains.
 */
export function consoleRoutes(
  server: FastifyInstance,
  sandbox: Sandbox,
  providers: readonly Provider[],
): void {
  server.post<{ Params: { gateway: string; id: string } }>(
    '/console/:gateway/:id/cancel',
    { schema: { body: cancelAsk } },
    (request, reply) => {
      const { gateway, id } = request.params
      const { amount, why = 'console' } = request.body as { amount?: number; why?: ConsoleWhy }
      const provider = providers.find(({ name }) => name === gateway)
      const payment = provider && paymentById(sandbox.ledger, provider.name, id)
      if (!provider || !payment) return reply.code(404).send({ error: 'There is no such payment.' })
      const left = leftOf(movesOf(sandbox.ledger, id)).amount
      if (left === 0 || (amount ?? left) > left)
        return reply.code(409).send({ error: `${left} can be given back.` })
      sandbox.ledger.change(() => provider.cancelAtConsole(sandbox, payment, amount ?? left, why))
      return { gateway, id, left: left - (amount ?? left) }
    },
  )
}

/** `POST /console/:gateway/:id/deposit`: the buyer's bank pays into a virtual account. */
export function depositRoutes(
  server: FastifyInstance,
  sandbox: Sandbox,
  providers: readonly Provider[],
): void {
  server.post<{ Params: { gateway: string; id: string } }>(
    '/console/:gateway/:id/deposit',
    (request, reply) => {
      const { gateway, id } = request.params
      const provider = providers.find(({ name }) => name === gateway)
      const payment = provider && paymentById(sandbox.ledger, provider.name, id)
      if (!provider || !payment) return reply.code(404).send({ error: 'There is no such payment.' })
      const isPaid = sandbox.ledger.change(() => provider.deposit?.(sandbox, payment) ?? false)
      if (!isPaid) return reply.code(409).send({ error: 'No account waits for this money.' })
      return { gateway, id, amount: payment.amount }
    },
  )
}

const cancelAsk = {
  type: 'object',
  additionalProperties: false,
  properties: {
    amount: { type: 'integer', minimum: 1 },
    why: { enum: ['console', 'chargeback'] },
  },
}
