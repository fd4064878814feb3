import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { Type } from 'typebox'
import { type AnswerOf, type Endpoint, type Way, waysTo } from '../kernel/endpoint.ts'
import { isLimitName } from '../limits/names.ts'
import { alsoWider } from '../limits/wider.ts'
import { mayAskProof } from '../proofs/asking.ts'
import { checkPass } from '../waiting-room/passes.ts'
import { recordingActs } from './acts.ts'
import { serializable } from './answers.ts'
import type { LimitName, Server } from './edge.ts'
import { onceOf, oneAtATime, type Stored } from './idempotency.ts'
import { networkKeyOf } from './rate-limits.ts'
import type { RequestOf } from './request.ts'
import { malformed } from './rules.ts'
import { compileShape } from './validation.ts'

export type Handler<E> = (ask: RequestOf<E>, reply: FastifyReply) => Promise<Sent<E>> | Sent<E>

/** An answer, or the text of one that was written before. */
type Sent<E> = AnswerOf<E> | Stored | Uint8Array

/**
 * Refuses a request before its body is read, or admits it.
 * @returns called when the request has ended
 */
export type BeforeBody<E> = (
  ask: Pick<RequestOf<E>, 'params' | 'query' | 'caller'>,
) => Promise<() => void>

/** Registers an endpoint, and its second path, with authorization and validation. */
export function serve<E extends Endpoint>(
  server: Server,
  endpoint: E,
  handler: Handler<E>,
  beforeBody?: BeforeBody<E>,
): void {
  const {
    role,
    right,
    scope,
    accountsOnly,
    asksTerms,
    guestOrder,
    noted,
    once,
    params,
    query,
    body,
    answer,
  } = endpoint
  const acting = recordingActs(server, endpoint, handler)
  const admitted = behindRoom(server, endpoint, askingProof(server, endpoint, acting))
  const each = handleEach(admitted, body !== undefined)
  const keyed = handleOnce(admitted, body !== undefined)
  const answerer = { true: keyed, optional: onceIfKeyed(keyed, each), false: each }[
    `${once ?? false}`
  ]
  server.edge.served.push(withDoors(server, endpoint))
  for (const way of waysTo(endpoint))
    server.route({
      method: way.method,
      url: way.path,
      config: {
        role,
        ...(right && { right }),
        ...(scope && { scope }),
        ...(accountsOnly && { accountsOnly }),
        ...(asksTerms && { asksTerms }),
        ...(guestOrder && { guestOrder }),
        ...(noted && { noted }),
        limit: limitNameOf(endpoint, way),
      },
      schema: {
        ...(params && { params }),
        querystring: query ?? NO_QUERY,
        ...(body && { body }),
        response: { [way.status]: serializable(answer) },
      },
      validatorCompiler: compileShape as NonNullable<RouteOptions['validatorCompiler']>,
      ...(beforeBody && { preParsing: admit(endpoint, beforeBody) }),
      handler: async (request, reply) => send(way, request, reply, await answerer(request, reply)),
    })
}

/** With the problems of front doors that it answers. */
function withDoors({ edge }: Server, endpoint: Endpoint): Endpoint {
  const theirs = [...edge.engine.doors.values()].flatMap(
    ({ answers = {} }) => answers[endpoint.name] ?? [],
  )
  return { ...endpoint, problems: [...new Set([...endpoint.problems, ...theirs])] }
}

/** Behind the waiting room of the store that the endpoint names, if that has one. */
function behindRoom<E extends Endpoint>(
  { edge: { engine } }: Server,
  { behindRoomOf }: E,
  handler: Handler<E>,
): Handler<E> {
  if (!behindRoomOf) return handler
  return async (ask, reply) => {
    const { caller, headers, once } = ask
    await checkPass(engine, { storeId: storeIn(ask, behindRoomOf), caller, headers, once })
    return handler(ask, reply)
  }
}

/** What limits take may ask the network of the request for a proof of work. */
function askingProof<E extends Endpoint>(
  { edge }: Server,
  { name, proof }: E,
  handler: Handler<E>,
): Handler<E> {
  if (!proof || !edge.isLimited) return handler
  const limits = alsoWider(
    proof.map((limit) => {
      if (isLimitName(limit)) return limit
      throw new Error(`${name}: no limit ${limit}`)
    }),
  )
  return (ask, reply) => {
    if (ask.caller?.key) return handler(ask, reply)
    const [network, sent] = [networkKeyOf(reply.request), ask.headers['proof-of-work']]
    return mayAskProof({ purpose: name, limits, network, sent }, () => handler(ask, reply))
  }
}

/** The same for what is not served by `serve`. */
export async function checkPassTo(
  { edge: { engine } }: Server,
  { behindRoomOf }: Endpoint,
  request: Pick<FastifyRequest, 'params' | 'caller' | 'headers'>,
): Promise<void> {
  if (!behindRoomOf) return
  const { caller, headers } = request
  await checkPass(engine, { storeId: storeIn(request, behindRoomOf), caller, headers })
}

const storeIn = ({ params }: { readonly params: unknown }, name: string): string =>
  (params as Readonly<Record<string, string>>)[name] ?? ''

function limitNameOf({ limit, once }: Endpoint, { method }: Way): LimitName {
  if (limit) return limit
  if (once === true) return 'claims'
  return method === 'GET' ? 'reads' : 'writes'
}

function admit<E extends Endpoint>(endpoint: E, beforeBody: BeforeBody<E>) {
  const checkPath = compileShape({ schema: endpoint.params ?? Type.Object({}), httpPart: 'params' })
  const checkQuery = compileShape({ schema: endpoint.query ?? NO_QUERY, httpPart: 'querystring' })
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const { error } = checkPath(request.params)
    if (error) throw error
    const asked = checkQuery(request.query)
    if (asked.error) throw asked.error
    const { params, caller } = requestOf<E>(request, undefined)
    const query = asked.value as RequestOf<E>['query']
    const ended = await beforeBody({ params, query, caller })
    if (reply.raw.destroyed) return ended()
    reply.raw.once('close', ended)
  }
}

const NO_QUERY = { type: 'object', additionalProperties: false }

type Answerer = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

function handleEach<E extends Endpoint>(handler: Handler<E>, hasBody: boolean): Answerer {
  return async (request, reply) => {
    if (!hasBody) refuseBody(request)
    return handler(requestOf<E>(request, undefined), reply)
  }
}

const onceIfKeyed =
  (keyed: Answerer, each: Answerer): Answerer =>
  (request, reply) =>
    (request.headers['idempotency-key'] === undefined ? each : keyed)(request, reply)

function handleOnce<E extends Endpoint>(handler: Handler<E>, hasBody: boolean): Answerer {
  const alone = oneAtATime()
  return async (request, reply) => {
    if (!hasBody) refuseBody(request)
    const once = onceOf(request)
    return alone(once, async () => handler(requestOf<E>(request, once), reply))
  }
}

/** Sends an answer with its status; 201 says where the new thing is. */
function send(way: Way, { params }: FastifyRequest, reply: FastifyReply, answer: unknown) {
  reply.code(way.status)
  if (way.creates)
    reply.header('location', locationOf(way.creates, params as Members, membersOf(answer)))
  if (answer instanceof Uint8Array) return sendText(reply, answer)
  if (isStored(answer)) {
    if (answer.replayed) reply.header('idempotent-replayed', 'true')
    return sendText(reply, answer.stored)
  }
  return answer === null ? sendText(reply, 'null') : answer
}

type Members = Readonly<Record<string, unknown>>

const membersOf = (answer: unknown): Members =>
  isStored(answer) ? JSON.parse(answer.stored) : (answer as Members)

const locationOf = (template: string, params: Members, answer: Members): string =>
  template.replaceAll(/:(\w+)/g, (_, name: string) => `${answer[name] ?? params[name]}`)

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
const sendText = (reply: FastifyReply, text: string | Uint8Array): FastifyReply =>
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
        messages: { ko: '본문은 비워 두어야 해요', en: 'must not be given' },
      },
    ],
  })
}
