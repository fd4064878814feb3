import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { Type } from 'typebox'
import { type AnswerOf, type Endpoint, waysTo } from '../kernel/endpoint.ts'
import { serializable } from './answers.ts'
import type { LimitName, Server } from './edge.ts'
import { onceOf, oneAtATime, type Stored } from './idempotency.ts'
import type { RequestOf } from './request.ts'
import { malformed } from './rules.ts'
import { compileShape } from './validation.ts'

export type Handler<E> = (
  ask: RequestOf<E>,
  reply: FastifyReply,
) => Promise<AnswerOf<E> | Stored> | AnswerOf<E> | Stored

/**
 * Refuses a request before its body is read, or admits it.
 * @returns called when the request has ended
 */
export type BeforeBody<E> = (ask: Pick<RequestOf<E>, 'params' | 'caller'>) => Promise<() => void>

/** Registers an endpoint, and its second path, with authorization and validation. */
export function serve<E extends Endpoint>(
  server: Server,
  endpoint: E,
  handler: Handler<E>,
  beforeBody?: BeforeBody<E>,
): void {
  const { role, scope, once, params, query, body, answer } = endpoint
  const each = handleEach(handler, body !== undefined)
  const keyed = handleOnce(handler, body !== undefined)
  const answerer = { true: keyed, optional: onceIfKeyed(keyed, each), false: each }[
    `${once ?? false}`
  ]
  server.edge.served.push(endpoint)
  for (const { method, path } of waysTo(endpoint))
    server.route({
      method,
      url: path,
      config: { role, ...(scope && { scope }), limit: limitNameOf(method, once) },
      schema: {
        ...(params && { params }),
        querystring: query ?? NO_QUERY,
        ...(body && { body }),
        response: { 200: serializable(answer) },
      },
      validatorCompiler: compileShape as NonNullable<RouteOptions['validatorCompiler']>,
      ...(beforeBody && { preParsing: admit(endpoint, beforeBody) }),
      handler: answerer,
    })
}

function limitNameOf(method: Endpoint['method'], once: Endpoint['once']): LimitName {
  if (once) return once === 'optional' ? 'services' : 'claims'
  return method === 'GET' ? 'reads' : 'writes'
}

function admit<E extends Endpoint>(endpoint: E, beforeBody: BeforeBody<E>) {
  const checkPath = compileShape({ schema: endpoint.params ?? Type.Object({}), httpPart: 'params' })
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const { error } = checkPath(request.params)
    if (error) throw error
    const { params, caller } = requestOf<E>(request, undefined)
    const ended = await beforeBody({ params, caller })
    if (reply.raw.destroyed) return ended()
    reply.raw.once('close', ended)
  }
}

const NO_QUERY = { type: 'object', additionalProperties: false }

function handleEach<E extends Endpoint>(handler: Handler<E>, hasBody: boolean) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    if (!hasBody) refuseBody(request)
    const answer = await handler(requestOf<E>(request, undefined), reply)
    if (isStored(answer)) return sendText(reply, answer.stored)
    return answer === null ? sendText(reply, 'null') : answer
  }
}

type Answerer = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

const onceIfKeyed =
  (keyed: Answerer, each: Answerer): Answerer =>
  (request, reply) =>
    (request.headers['idempotency-key'] === undefined ? each : keyed)(request, reply)

function handleOnce<E extends Endpoint>(handler: Handler<E>, hasBody: boolean) {
  const alone = oneAtATime()
  return async (request: FastifyRequest, reply: FastifyReply) => {
    if (!hasBody) refuseBody(request)
    const once = onceOf(request)
    const answer = await alone(once, async () => handler(requestOf<E>(request, once), reply))
    if (!isStored(answer)) return answer === null ? sendText(reply, 'null') : answer
    if (answer.replayed) reply.header('idempotent-replayed', 'true')
    return sendText(reply, answer.stored)
  }
}

const requestOf = <E>(request: FastifyRequest, once: RequestOf<E>['once'] | object | undefined) =>
  ({
    params: request.params,
    query: request.query,
    body: request.body,
    caller: request.caller,
    headers: request.headers,
    once,
  }) as RequestOf<E>

const isStored = (answer: unknown): answer is Stored =>
  typeof (answer as Stored | null)?.stored === 'string'

/** Sends a text that is JSON already. */
const sendText = (reply: FastifyReply, text: string): FastifyReply =>
  reply.header('content-type', 'application/json; charset=utf-8').send(text)

/** An endpoint without a body accepts none, or an empty object. */
function refuseBody({ body }: FastifyRequest): void {
  if (body === undefined || body === null) return
  if (typeof body === 'object' && Object.keys(body).length === 0) return
  throw malformed({
    errors: [
      {
        in: 'body',
        pointer: '',
        messages: { ko: '본문이 없어야 합니다', en: 'must not be given' },
      },
    ],
  })
}
