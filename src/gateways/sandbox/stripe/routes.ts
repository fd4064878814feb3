import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Answer } from '../answer.ts'
import { type CommonError, send, serveCall } from '../calls.ts'
import { sandboxKeys } from '../keys.ts'
import { paymentById } from '../ledger.ts'
import type { Sandbox, UnknownPath } from '../provider.ts'
import { type CallContext, callContextOf, found } from './context.ts'
import { intentIdOfCharge } from './facts.ts'
import * as intents from './intents.ts'
import * as lists from './lists.ts'
import * as refunds from './refunds.ts'
import { isValidation, Refused, refusal, requestId } from './refusals.ts'
import { sdkRoutes } from './sdk.ts'
import { type Fields, fieldsOf, readForm } from './wire.ts'

type Serve = (context: CallContext, ask: Fields, id: string) => Answer
type Line = readonly [method: 'GET' | 'POST', path: string, operation: string, serve: Serve]

/** All operations, by the names that faults use. */
const lines: readonly Line[] = [
  ['POST', '/payment_intents', 'create', intents.create],
  ['GET', '/payment_intents', 'list', lists.listIntents],
  ['GET', '/payment_intents/search', 'search', lists.searchIntents],
  ['GET', '/payment_intents/:id', 'retrieve', intents.retrieve],
  ['POST', '/payment_intents/:id', 'update', intents.update],
  ['POST', '/payment_intents/:id/confirm', 'confirm', intents.confirm],
  ['POST', '/payment_intents/:id/capture', 'capture', intents.capture],
  ['POST', '/payment_intents/:id/cancel', 'cancel', intents.cancel],
  ['POST', '/refunds', 'refund', refunds.create],
  ['GET', '/refunds', 'list-refunds', lists.listRefunds],
  ['GET', '/refunds/:id', 'retrieve-refund', refunds.retrieve],
  ['POST', '/refunds/:id', 'update-refund', refunds.update],
  ['POST', '/refunds/:id/cancel', 'cancel-refund', refunds.cancel],
  ['GET', '/charges', 'list-charges', lists.listCharges],
  ['GET', '/charges/:id', 'retrieve-charge', lists.retrieveCharge],
  ['GET', '/disputes', 'list-disputes', lists.listDisputes],
  ['GET', '/disputes/:id', 'retrieve-dispute', lists.retrieveDispute],
  ['GET', '/events', 'list-events', lists.listEvents],
  ['GET', '/events/:id', 'retrieve-event', lists.retrieveEvent],
]
export const operations = lines.map(([, , operation]) => operation)

/** `api.stripe.com/v1`, for Stripe's libraries and its browser script. */
export function stripeRoutes(server: FastifyInstance, sandbox: Sandbox): void {
  server.register(
    async (scope) => {
      scope.removeAllContentTypeParsers()
      const form = 'application/x-www-form-urlencoded'
      scope.addContentTypeParser(form, { parseAs: 'string' }, (_, body, done) => done(null, body))
      for (const [method, path, operation, serve] of lines)
        scope.route({
          method,
          url: path,
          handler: (request, reply) => handle(sandbox, operation, serve, request, reply),
        })
      scope.setErrorHandler((error: Error & { statusCode?: number }, _, reply) => {
        if (error instanceof Refused) return send(reply, refusal(error))
        const isTheirs = error.statusCode !== undefined && error.statusCode < 500
        return send(reply, refusal(new Refused(isTheirs ? 'invalid' : 'internal')))
      })
    },
    { prefix: '/v1' },
  )
  sdkRoutes(server, sandbox)
}

/** Toss shares `/v1` and is routed first. */
export const unknownPath = (asked: UnknownPath): Answer | undefined =>
  asked.path.startsWith('/v1/') ? refusal(new Refused('unknown_url')) : undefined

const codeOf: Readonly<Record<CommonError, string>> = {
  busy: 'lock_timeout',
  internal: 'internal',
  unauthorized: 'unauthorized',
  'too-many': 'rate_limit',
  missing: 'resource_missing',
}

function handle(
  sandbox: Sandbox,
  operation: string,
  serve: Serve,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const text = request.method === 'POST' ? request.body : request.url.split('?')[1]
  const ask = fieldsOf(readForm(typeof text === 'string' ? text : ''))
  const { id = '' } = request.params as { id?: string }
  authenticate(sandbox, request.headers.authorization, operation, ask, id)
  const key = request.method === 'POST' ? request.headers['idempotency-key'] : undefined
  const name = typeof key === 'string' ? key : null
  if (name && name.length > 255)
    throw new Refused('invalid', {}, 'The idempotency key is too long.')
  const refuse = (code: string | number, extras: object = {}) =>
    refusal(new Refused(typeof code === 'number' ? 'card_declined' : code, extras))
  const intentId = intentOf(ask, id)
  const movesMoney = ['capture', 'cancel', 'refund', 'confirm'].includes(operation)
  return serveCall(
    sandbox,
    {
      gateway: 'stripe',
      operation,
      orderId: orderIdOf(sandbox, ask, intentId),
      exclusive: movesMoney ? intentId : undefined,
      once: name === null ? undefined : idempotentCallOf(name, `${request.url} ${text}`),
      carryOut: (fault) => serve(callContextOf(sandbox, name, fault), ask, id),
      fail: () => intents.failCapture(callContextOf(sandbox, name), id),
      refusal: (error) => (error instanceof Refused ? refusal(error) : undefined),
      refuse,
      commonError: (commonError) => refuse(codeOf[commonError]),
    },
    reply,
  )
}

/** Replies are stored for a day once work has begun, 5xx included. */
const idempotentCallOf = (key: string, asked: string) => ({
  key,
  fingerprint: createHash('sha256').update(asked).digest('hex'),
  keptMs: 86_400_000,
  replayed: (answer: Answer) => ({
    ...answer,
    headers: { ...answer.headers, ...requestId(), 'idempotent-replayed': 'true' },
  }),
  running: () => refusal(new Refused('idempotency_key_in_use')),
  reused: () => refusal(new Refused('idempotency_error')),
  isKept: ({ body }: Answer) => {
    const { error } = body as { error?: { code?: string } }
    return !isValidation(error?.code ?? '')
  },
})

/** The secret key allows everything; the publishable one an intent with its client secret. */
function authenticate(
  sandbox: Sandbox,
  authorization: string | undefined,
  operation: string,
  ask: Fields,
  id: string,
): void {
  const key = keyIn(authorization)
  if (isSame(key, sandboxKeys.stripe.secretKey)) return
  if (key !== sandboxKeys.stripe.publishableKey) throw new Refused('unauthorized')
  if (operation !== 'retrieve' && operation !== 'confirm') throw new Refused('secret_key_required')
  const { clientSecret } = found(callContextOf(sandbox), id).detail
  if (!isSame(ask.text('client_secret'), clientSecret))
    throw new Refused('resource_missing', { param: 'client_secret' })
}

/** `Bearer key`, or HTTP Basic with the key as the name and no password: `curl -u sk_test_…:`. */
function keyIn(authorization = ''): string {
  const [scheme = '', coded = ''] = authorization.split(' ')
  if (scheme === 'Bearer') return coded
  if (scheme !== 'Basic') return ''
  const [key = '', password] = Buffer.from(coded, 'base64').toString('utf8').split(':')
  return password === '' ? key : ''
}

const isSame = (came: string, expected: string) =>
  came.length === expected.length && timingSafeEqual(Buffer.from(came), Buffer.from(expected))

const intentOf = (ask: Fields, id: string): string => {
  const charge = ask.textOrNull('charge') ?? (id.startsWith('ch_') ? id : null)
  if (charge) return intentIdOfCharge(charge)
  return id.startsWith('pi_') ? id : (ask.textOrNull('payment_intent') ?? id)
}

/** The order of a call, for faults limited to one. */
function orderIdOf(sandbox: Sandbox, ask: Fields, intentId: string): string | undefined {
  const { order_number: number, order_id: id } = ask.texts('metadata')
  return number ?? id ?? paymentById(sandbox.ledger, 'stripe', intentId)?.orderId
}
