import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Answer } from '../answer.ts'
import { type Call, type CommonError, send, serveCall } from '../calls.ts'
import { clockNow } from '../clock.ts'
import type { Fault } from '../faults.ts'
import { sandboxKeys } from '../keys.ts'
import { paymentById } from '../ledger.ts'
import type { Sandbox, UnknownPath } from '../provider.ts'
import { byKey, byOrder, type CallContext, cancel, confirm, failConfirm } from './calls.ts'
import { fieldsOf, Refused, told } from './refusals.ts'
import { settlements } from './settlements.ts'
import { transactions } from './transactions.ts'
import { paymentView } from './views.ts'
import { openFromScript, openFromServer } from './windows.ts'

export const operations = [
  'confirm',
  'lookup',
  'cancel',
  'create',
  'transactions',
  'settlements',
] as const

const FIFTEEN_DAYS_MS = 15 * 86_400_000
const script = readFileSync(new URL('./sdk.js', import.meta.url), 'utf8')

/** Toss's API, and what its browser script needs. */
export function tossRoutes(server: FastifyInstance, sandbox: Sandbox): void {
  server.register(async (scope) => apiRoutes(scope, sandbox))
  server.register(async (scope) => scriptRoutes(scope, sandbox))
}

interface Asked {
  Params: { paymentKey: string; orderId: string }
  Querystring: Readonly<Record<string, string>>
}

function apiRoutes(scope: FastifyInstance, sandbox: Sandbox): void {
  refuseInOwnShape(scope)
  const view =
    (work: (context: CallContext, fault: Fault | undefined) => Parameters<typeof paymentView>[1]) =>
    (fault: Fault | undefined): Answer => {
      const context = callContextOf(sandbox)
      return { status: 200, body: paymentView(context, work(context, fault)) }
    }
  const orderOf = (paymentKey: unknown) =>
    typeof paymentKey === 'string'
      ? paymentById(sandbox.ledger, 'toss', paymentKey)?.orderId
      : undefined

  scope.post('/v1/payments/confirm', (request, reply) => {
    const { paymentKey } = (request.body ?? {}) as { paymentKey?: unknown }
    const ask = fieldsOf(request.body)
    return serve(sandbox, request, reply, {
      operation: 'confirm',
      orderId: orderOf(paymentKey),
      exclusive: ask.text('paymentKey', 200),
      carryOut: view((context) => confirm(context, ask)),
      fail: () => failConfirm(callContextOf(sandbox), ask),
    })
  })
  scope.post<Asked>('/v1/payments/:paymentKey/cancel', (request, reply) => {
    const { paymentKey } = request.params
    const ask = fieldsOf(request.body)
    return serve(sandbox, request, reply, {
      operation: 'cancel',
      orderId: orderOf(paymentKey),
      exclusive: paymentKey,
      carryOut: view((context, fault) => cancel(context, paymentKey, ask, fault)),
    })
  })
  scope.get<Asked>('/v1/payments/orders/:orderId', (request, reply) => {
    const { orderId } = request.params
    const carryOut = view((context) => byOrder(context, orderId))
    return serve(sandbox, request, reply, { operation: 'lookup', orderId, carryOut })
  })
  scope.get<Asked>('/v1/payments/:paymentKey', (request, reply) => {
    const { paymentKey } = request.params
    const carryOut = view((context) => byKey(context, paymentKey))
    const orderId = orderOf(paymentKey)
    return serve(sandbox, request, reply, { operation: 'lookup', orderId, carryOut })
  })
  scope.post('/v1/payments', (request, reply) => {
    const carryOut = view((context) => openFromServer(context, fieldsOf(request.body)))
    return serve(sandbox, request, reply, { operation: 'create', orderId: undefined, carryOut })
  })
  for (const [operation, list] of Object.entries(lists)) listRoute(scope, sandbox, operation, list)
}

type List = (ledger: Sandbox['ledger'], asked: Asked['Querystring'], now: Date) => object[]

const lists: Readonly<Record<string, List>> = { transactions, settlements }

function listRoute(scope: FastifyInstance, sandbox: Sandbox, operation: string, list: List): void {
  scope.get<Asked>(`/v1/${operation}`, (request, reply) => {
    const carryOut = (): Answer => ({
      status: 200,
      body: list(sandbox.ledger, request.query, clockNow(sandbox.ledger)),
    })
    return serve(sandbox, request, reply, { operation, orderId: undefined, carryOut })
  })
}

/** Path segments and key prefix that tell Toss from Stripe, which shares `/v1`. */
const words =
  /^\/v[12]\/(auth|billing|brandpay|cash-receipts|payments|payouts|promotions|sellers|settlements|transactions)(\/|$)/

export function unknownPath({ path, headers }: UnknownPath): Answer | undefined {
  const [scheme, coded = ''] = String(headers.authorization).split(' ')
  const name = scheme === 'Basic' ? Buffer.from(coded, 'base64').toString('utf8') : ''
  const isToss = words.test(path) || /^(test|live)_g?sk_/.test(name)
  const language = headers['accept-language']?.toString().startsWith('en') ? 'en' : 'ko'
  return isToss ? told('NOT_FOUND', language) : undefined
}

const callContextOf = (sandbox: Sandbox): CallContext => ({
  ledger: sandbox.ledger,
  now: clockNow(sandbox.ledger),
  url: sandbox.url(),
})

const codeOf: Readonly<Record<CommonError, string>> = {
  busy: 'IDEMPOTENT_REQUEST_PROCESSING',
  internal: 'FAILED_INTERNAL_SYSTEM_PROCESSING',
  unauthorized: 'UNAUTHORIZED_KEY',
  'too-many': 'FORBIDDEN_CONSECUTIVE_REQUEST',
  missing: 'NOT_FOUND_PAYMENT',
}

type Asking = Pick<Call, 'operation' | 'orderId' | 'exclusive' | 'carryOut' | 'fail'>

function serve(sandbox: Sandbox, request: FastifyRequest, reply: FastifyReply, asking: Asking) {
  authenticate(request.headers.authorization)
  const language = languageOf(request)
  const wished = request.headers['tosspayments-test-code']
  if (typeof wished === 'string') throw new Refused(wished)
  const refuse = (code: number | string): Answer =>
    told(typeof code === 'string' ? code : 'REJECT_CARD_PAYMENT', language)
  return serveCall(
    sandbox,
    {
      gateway: 'toss',
      ...asking,
      once: request.method === 'POST' ? idempotentCallOf(request, refuse) : undefined,
      refusal: (error) => (error instanceof Refused ? refuse(error.code) : undefined),
      refuse,
      commonError: (commonError) => refuse(codeOf[commonError]),
    },
    reply,
  )
}

/** A key's scope is the API key, path and method; the body is not compared. */
function idempotentCallOf(request: FastifyRequest, refuse: (code: string) => Answer) {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string') return undefined
  if (key.length > 300) throw new Refused('INVALID_IDEMPOTENCY_KEY')
  return {
    key: `${request.method} ${request.url} ${key}`,
    fingerprint: '',
    keptMs: FIFTEEN_DAYS_MS,
    running: () => refuse('IDEMPOTENT_REQUEST_PROCESSING'),
  }
}

/** HTTP Basic with the secret key as user name and an empty password. */
function authenticate(authorization = ''): void {
  const [scheme, coded = ''] = authorization.split(' ')
  const [name, ...password] = Buffer.from(coded, 'base64').toString('utf8').split(':')
  if (scheme !== 'Basic' || password.length !== 1) throw new Refused('INCORRECT_BASIC_AUTH_FORMAT')
  if (name !== sandboxKeys.toss.secretKey) throw new Refused('UNAUTHORIZED_KEY')
}

const languageOf = ({ headers }: FastifyRequest) =>
  headers['accept-language']?.startsWith('en') ? 'en' : 'ko'

/** The script, for pages of any origin, and the endpoint of its windows. */
function scriptRoutes(scope: FastifyInstance, sandbox: Sandbox): void {
  refuseInOwnShape(scope)
  scope.addHook('onRequest', async (_, reply) => {
    reply.headers({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'content-type',
      'cross-origin-resource-policy': 'cross-origin',
    })
  })
  scope.get('/sdk/toss.js', (_, reply) => reply.type('text/javascript; charset=utf-8').send(script))
  scope.options('/sdk/toss/windows', (_, reply) => reply.code(204).send())
  scope.post('/sdk/toss/windows', (request, reply) => {
    const ask = fieldsOf(request.body)
    const { windowKey } = sandbox.ledger.change(() => openFromScript(callContextOf(sandbox), ask))
    return reply.code(201).send({ url: `${sandbox.url()}/window/${windowKey}/pc` })
  })
}

/** Toss's envelope, and its codes for malformed JSON and unknown paths. */
function refuseInOwnShape(scope: FastifyInstance): void {
  scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const isTheirs = error.statusCode !== undefined && error.statusCode < 500
    const code = isTheirs ? 'INVALID_REQUEST' : 'FAILED_INTERNAL_SYSTEM_PROCESSING'
    return send(reply, told(error instanceof Refused ? error.code : code, languageOf(request)))
  })
}
