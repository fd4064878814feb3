import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { sandboxKeys } from '../keys.ts'
import type { Sandbox } from '../provider.ts'
import { callContextOf, found, newId } from './context.ts'
import { isWaiting } from './facts.ts'
import { openWindow, returnAddress } from './intents.ts'
import { Refused, refusal } from './refusals.ts'
import { windowAddress } from './views.ts'

interface Asked {
  readonly publishableKey: string
  readonly clientSecret: string
  readonly confirmParams: { readonly return_url: string }
  readonly display?: 'redirect' | 'frame'
}

/**
 * Stands in for `js.stripe.com`: the script, and the endpoint that confirms a payment.
 * `POST /sdk/stripe/windows` takes the parameters of `confirmPayment` and returns the window.
 */
export function sdkRoutes(server: FastifyInstance, sandbox: Sandbox): void {
  const script = readFileSync(new URL('./sdk.js', import.meta.url), 'utf8')
  server.get('/sdk/stripe.js', (_, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('cache-control', 'no-store')
      .send(script),
  )
  server.options('/sdk/stripe/windows', (_, reply) =>
    reply
      .code(204)
      .header('access-control-allow-origin', '*')
      .header('access-control-allow-headers', 'content-type')
      .send(),
  )
  server.post<{ Body: Asked }>(
    '/sdk/stripe/windows',
    { schema: { body: asked } },
    (request, reply) => {
      reply.header('access-control-allow-origin', '*')
      try {
        const url = sandbox.ledger.change(() => confirm(sandbox, request.body))
        return reply.code(201).send({ url })
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        const { status, body } = refusal(error)
        return reply.code(status).send(body)
      }
    },
  )
}

/** In order: a wrong key, no such intent or a wrong secret, nothing to confirm, no address. */
function confirm(sandbox: Sandbox, ask: Asked): string {
  const context = callContextOf(sandbox)
  const { publishableKey, clientSecret, confirmParams, display = 'redirect' } = ask
  if (publishableKey !== sandboxKeys.stripe.publishableKey) throw new Refused('unauthorized')
  const intent = found(context, clientSecret.split('_secret_')[0] ?? '')
  if (intent.detail.clientSecret !== clientSecret) throw new Refused('resource_missing')
  if (!isWaiting(intent))
    throw new Refused('payment_intent_unexpected_state', {
      payment_intent: { id: intent.id, object: 'payment_intent', status: intent.status },
    })
  const returnUrl = returnAddress(confirmParams.return_url)
  const paymentMethod = intent.detail.paymentMethod ?? newId('pm')
  return windowAddress(
    context.url,
    openWindow(context, intent, { paymentMethod, returnUrl, display }),
  )
}

const asked = {
  type: 'object',
  required: ['publishableKey', 'clientSecret', 'confirmParams'],
  properties: {
    publishableKey: { type: 'string' },
    clientSecret: { type: 'string' },
    confirmParams: {
      type: 'object',
      required: ['return_url'],
      properties: { return_url: { type: 'string' } },
    },
    display: { enum: ['redirect', 'frame'] },
  },
}
