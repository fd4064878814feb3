import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parse } from '../../../kernel/json.ts'
import type { Answer } from '../answer.ts'
import { type CommonError, send, serveCall } from '../calls.ts'
import { clockNow } from '../clock.ts'
import type { Sandbox, UnknownPath } from '../provider.ts'
import * as calls from './calls.ts'
import { answerTo, fieldsOf, pgRefusal, Refused } from './refusals.ts'
import { closeSession, getSession, openSession } from './sessions.ts'
import { authenticate, login, refresh } from './tokens.ts'

interface Route {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly operation: string
  readonly carryOut: (asked: calls.Asked) => Answer
  /** Exclusive per payment: the PG refuses a concurrent call. */
  readonly isExclusive?: true
  /** Needs no secret. */
  readonly isOpen?: true
}

const payment = '/payments/:id'
const routes: readonly Route[] = [
  { method: 'POST', url: '/login/api-secret', operation: 'login', carryOut: login, isOpen: true },
  { method: 'POST', url: '/token/refresh', operation: 'refresh', carryOut: refresh, isOpen: true },
  { method: 'GET', url: '/payments', operation: 'list', carryOut: calls.listPayments },
  { method: 'GET', url: payment, operation: 'get', carryOut: calls.getPayment },
  onPayment('pre-register', calls.preRegister),
  { ...onPayment('confirm', calls.confirm), isExclusive: true },
  { ...onPayment('cancel', calls.cancel), isExclusive: true },
  onPayment('capture', calls.capture),
  onPayment('resend-webhook', calls.resendWebhook),
  onPayment('virtual-account/close', calls.closeVirtualAccount),
  { method: 'POST', url: '/payment-sessions', operation: 'session', carryOut: openSession },
  {
    ...{ method: 'GET', url: '/payment-sessions/:id', operation: 'get-session' },
    ...{ carryOut: getSession, isOpen: true },
  },
  {
    ...{ method: 'POST', url: '/payment-sessions/:id/close', operation: 'close-session' },
    carryOut: closeSession,
  },
]

export const operations = routes.map(({ operation }) => operation)

function onPayment(name: string, carryOut: Route['carryOut']): Route {
  const operation = name.replace('/', '-')
  return { method: 'POST', url: `${payment}/${name}`, operation, carryOut }
}

/** A body is JSON whatever its content type says: PortOne's own client calls it text. */
export function portOneV2Routes(server: FastifyInstance, sandbox: Sandbox): void {
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_, body, done) => {
      const text = String(body)
      const json = parse(text)
      if (text !== '' && json === undefined) done(new Refused('INVALID_REQUEST'))
      else done(null, json)
    })
    scope.setErrorHandler((error, _, reply) => {
      if (error instanceof Refused) return send(reply, answerTo(error))
      return send(reply, answerTo(new Refused('INTERNAL_SERVER_ERROR')))
    })
    for (const route of routes)
      scope.route({
        ...{ method: route.method, url: route.url },
        handler: (request, reply) => serve(sandbox, route, request, reply),
      })
  })
}

/** The first path segments of PortOne's API. */
const words =
  /^\/(b2b|billing-keys|cash-receipts|identity-verifications|kakaopay|login|payment-[a-z-]+|payments|platform|promotions|token)(\/|$)/

export const unknownPath = ({ path, headers }: UnknownPath): Answer | undefined =>
  words.test(path) || String(headers.authorization).startsWith('PortOne ')
    ? answerTo(new Refused('NOT_FOUND'))
    : undefined

const refusedBy: Readonly<Record<CommonError, () => Refused>> = {
  busy: () => pgRefusal('DUPLICATED_REQUEST', '처리 중인 요청이 있습니다'),
  internal: () => new Refused('INTERNAL_SERVER_ERROR'),
  unauthorized: () => new Refused('UNAUTHORIZED'),
  'too-many': () => new Refused('TOO_MANY_REQUESTS'),
  missing: () => new Refused('PAYMENT_NOT_FOUND'),
}

function serve(sandbox: Sandbox, route: Route, request: FastifyRequest, reply: FastifyReply) {
  const { ledger } = sandbox
  const { operation } = route
  const { id = '' } = request.params as { id?: string }
  if (!route.isOpen) authenticate(ledger, request.headers.authorization, clockNow(ledger))
  const body = bodyOf(request)
  const fields = fieldsOf(body)
  calls.storeOf(fieldsOf(request.query))
  calls.storeOf(fields)
  const asked = { ledger, url: sandbox.url(), id, fields, now: clockNow(ledger) }
  return serveCall(
    sandbox,
    {
      gateway: 'portone-v2',
      operation,
      orderId: id || (fields.textOrNull('paymentId') ?? undefined),
      exclusive: route.isExclusive && id,
      once: idempotentCallOf(request, body),
      carryOut: (fault) => route.carryOut({ ...asked, now: clockNow(ledger), fault }),
      fail: () => calls.failConfirm({ ...asked, fault: undefined }),
      refusal: (error) => (error instanceof Refused ? answerTo(error) : undefined),
      refuse: (code, extras) => answerTo(refusalOf(code, extras)),
      commonError: (commonError) => answerTo(refusedBy[commonError]()),
    },
    reply,
  )
}

/** A number is a PG's code; a word is one of PortOne's own types. */
function refusalOf(code: number | string, extras: object = {}): Refused {
  if (typeof code === 'string') return new Refused(code, code, extras)
  return new Refused('PG_PROVIDER', 'The PG refused', {
    ...{ pgCode: String(code), pgMessage: 'planted' },
    ...extras,
  })
}

const KEPT_MS = 3 * 3_600_000

/** The header is a structured-field string, quoted and limited in length. */
function idempotentCallOf({ method, url, headers }: FastifyRequest, body: unknown) {
  const header = headers['idempotency-key']
  if (method === 'GET' || header === undefined) return undefined
  const key = /^"([\w-]{16,256})"$/.exec(String(header))?.[1]
  if (!key) throw new Refused('INVALID_REQUEST', 'Idempotency-Key is malformed')
  return {
    key: `${method} ${url} ${key}`,
    fingerprint: createHash('sha256')
      .update(JSON.stringify(body ?? null))
      .digest('hex'),
    keptMs: KEPT_MS,
    running: () => answerTo(new Refused('IDEMPOTENCY_OUTSTANDING_REQUEST')),
  }
}

/** The parameters of a GET are JSON in its query. */
function bodyOf({ method, query, body }: FastifyRequest): unknown {
  if (method !== 'GET') return body
  const { requestBody } = query as { requestBody?: string }
  if (requestBody === undefined) return undefined
  const json = parse(requestBody)
  if (json === undefined) throw new Refused('INVALID_REQUEST', 'requestBody is no JSON')
  return json
}
