import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Answer } from '../answer.ts'
import { type CommonError, send, serveCall } from '../calls.ts'
import type { Fault } from '../faults.ts'
import { paymentById } from '../ledger.ts'
import type { Sandbox, UnknownPath } from '../provider.ts'
import { cancel } from './cancel.ts'
import { type Asked, byImpUid, byStatus, find, findAll, many } from './lookups.ts'
import { changePrepared, prepare, readPrepared } from './prepared.ts'
import { answered, type Fields, fieldsOf, Refused, refused, sentences } from './refusals.ts'
import { authenticate, getToken } from './tokens.ts'

/** One call. */
interface Ask extends Asked {
  readonly sandbox: Sandbox
  readonly fields: Fields
  readonly fault: Fault | undefined
}

interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly paths: readonly string[]
  /** One at a time for each payment. */
  readonly isExclusive?: boolean
  answer(ask: Ask): Answer
}

const context = ({ sandbox }: Ask) => ({ ledger: sandbox.ledger, url: sandbox.url() })

/** PortOne V1's calls, by the names that faults use. */
const calls: Readonly<Record<string, Operation>> = {
  getToken: {
    method: 'POST',
    paths: ['/users/getToken'],
    answer: ({ sandbox, fields }) => answered(getToken(sandbox.ledger, fields)),
  },
  prepare: {
    method: 'POST',
    paths: ['/payments/prepare'],
    answer: ({ sandbox, fields }) => answered(prepare(sandbox.ledger, fields)),
  },
  changePrepared: {
    method: 'PUT',
    paths: ['/payments/prepare'],
    answer: ({ sandbox, fields }) => answered(changePrepared(sandbox.ledger, fields)),
  },
  readPrepared: {
    method: 'GET',
    paths: ['/payments/prepare/:merchantUid'],
    answer: ({ sandbox, params }) =>
      answered(readPrepared(sandbox.ledger, params.merchantUid ?? '')),
  },
  payment: {
    method: 'GET',
    paths: ['/payments/:impUid'],
    answer: (ask) => answered(byImpUid(context(ask), ask)),
  },
  find: {
    method: 'GET',
    paths: ['/payments/find/:merchantUid', '/payments/find/:merchantUid/:status'],
    answer: (ask) => answered(find(context(ask), ask)),
  },
  findAll: {
    method: 'GET',
    paths: ['/payments/findAll/:merchantUid', '/payments/findAll/:merchantUid/:status'],
    answer: (ask) => answered(findAll(context(ask), ask)),
  },
  many: {
    method: 'GET',
    paths: ['/payments'],
    answer(ask) {
      const { list, isPartial } = many(context(ask), ask)
      return answered(list, isPartial ? 207 : 200)
    },
  },
  status: {
    method: 'GET',
    paths: ['/payments/status/:status'],
    answer: (ask) => answered(byStatus(context(ask), ask)),
  },
  cancel: {
    method: 'POST',
    paths: ['/payments/cancel'],
    isExclusive: true,
    answer: (ask) => answered(cancel(context(ask), ask.fields, ask.fault)),
  },
}

export const callNames = Object.keys(calls)

/** `https://api.iamport.kr` is `/iamport` here, since its paths collide with PortOne V2. */
export function callRoutes(server: FastifyInstance, sandbox: Sandbox): void {
  server.register(
    async (scope) => {
      const form = 'application/x-www-form-urlencoded'
      scope.addContentTypeParser(form, { parseAs: 'string' }, (_, body, done) =>
        done(null, Object.fromEntries(new URLSearchParams(String(body)))),
      )
      for (const [name, call] of Object.entries(calls))
        for (const url of call.paths)
          scope.route({
            method: call.method,
            url,
            handler: (request, reply) => serve(sandbox, name, call, request, reply),
          })
      scope.setErrorHandler((error: Error & { statusCode?: number }, _, reply) => {
        if (error instanceof Refused) return send(reply, refused(error))
        const isTheirs = error.statusCode !== undefined && error.statusCode < 500
        const told = isTheirs ? new Refused(sentences.wrong, 400) : commonErrors.internal
        return send(reply, refused(told))
      })
    },
    { prefix: '/iamport' },
  )
}

export const unknownPath = ({ path }: UnknownPath): Answer | undefined =>
  /^\/iamport(\/|$)/.test(path) ? refused(new Refused(sentences.noAddress, 404)) : undefined

const commonErrors: Readonly<Record<CommonError, Refused>> = {
  busy: new Refused(sentences.busy),
  internal: new Refused(sentences.internal, 500, -1),
  unauthorized: new Refused(sentences.noToken, 401),
  'too-many': new Refused(sentences.tooMany, 429, -1),
  missing: new Refused(sentences.missing, 404),
}

function serve(
  sandbox: Sandbox,
  name: string,
  call: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  if (name !== 'getToken') authenticate(sandbox.ledger, request.headers.authorization)
  const fields = fieldsOf(request.body)
  const params = request.params as Asked['params']
  const orderId = orderIdOf(sandbox, params, fields)
  return serveCall(
    sandbox,
    {
      gateway: 'portone-v1',
      operation: name,
      orderId,
      exclusive: call.isExclusive ? orderId : undefined,
      carryOut: (fault) =>
        call.answer({ sandbox, fields, fault, params, query: request.query as Asked['query'] }),
      refusal: (error) => (error instanceof Refused ? refused(error) : undefined),
      refuse: (code, extras) => refused(new Refused(messageIn(extras), 200, Number(code))),
      commonError: (commonError) => refused(commonErrors[commonError]),
    },
    reply,
  )
}

const messageIn = (extras: object | undefined): string =>
  extras && 'message' in extras ? String(extras.message) : sentences.internal

/** The merchant_uid of a call, for faults limited to one order. */
function orderIdOf(sandbox: Sandbox, params: Asked['params'], fields: Fields): string | undefined {
  const impUid = params.impUid ?? fields.text('imp_uid')
  const payment = impUid ? paymentById(sandbox.ledger, 'portone-v1', impUid) : undefined
  return payment?.orderId ?? params.merchantUid ?? fields.text('merchant_uid') ?? undefined
}
