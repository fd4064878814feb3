import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Language } from '../kernel/language.ts'
import { Problem } from '../kernel/problem.ts'
import { keyInFlight } from '../postgres/once.ts'
import { isAnswer, outageOf } from '../postgres/rules.ts'
import type { Server } from './edge.ts'
import { languageOf } from './language.ts'
import { describeError } from './log.ts'
import { refusals } from './measures.ts'
import * as rules from './rules.ts'

/** Turns every error into `application/problem+json` (RFC 9457). */
export function problems(server: Server): void {
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const found = problemOf(error)
    if (found.is.type === rules.unexpected.type)
      request.log.error({ requestId: request.id, error: describeError(error) }, 'unexpected')
    return sendProblem(found, request, reply)
  })
}

export function sendProblem(
  found: Problem,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { is } = found
  const status = rules.statusFor(is)
  request.refusal = is.type
  refusals.labels(is.type, String(status)).inc()
  const language = languageOf(request)
  const { retryAfterSeconds } = found.facts as { retryAfterSeconds?: number }
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  if ((status === 503 || is === keyInFlight) && !reply.hasHeader('retry-after'))
    reply.header('retry-after', '1')
  return reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', language)
    .header('cache-control', 'no-store')
    .send(bodyOf(found, { language, instance: request.id }))
}

/** `instance` is the id of the request. */
export function bodyOf(
  found: Problem,
  { language, instance }: { readonly language: Language; readonly instance: string },
): string {
  const { is } = found
  return JSON.stringify({
    ...factsOf(found, language),
    type: `/problems/${is.type}`,
    code: is.type,
    title: is.title[language],
    titles: is.title,
    status: rules.statusFor(is),
    instance,
  })
}

/** Facts do not depend on the language, except `detail` and the errors of a shape. */
function factsOf({ is, facts }: Problem, language: 'ko' | 'en'): object {
  const { detail } = facts as { detail?: Record<'ko' | 'en', string> }
  if (detail) return { ...facts, detail: detail[language] }
  if (is.type !== rules.malformed.type) return facts
  const { errors = [] } = facts as { errors?: readonly rules.FieldError[] }
  return {
    errors: errors.map(({ messages, ...where }) => ({ ...where, message: messages[language] })),
  }
}

/** Fastify's own errors by code. */
const ofFastify: Readonly<Record<string, () => Problem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => rules.bodyTooLarge(),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => rules.mediaTypeRefused(),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => rules.malformed(),
  FST_ERR_CTP_INVALID_JSON_BODY: () => rules.malformed({ errors: [rules.notJson] }),
  FST_ERR_BAD_URL: () => rules.routeMissing(),
  FST_ERR_MAX_PARAM_LENGTH: () => rules.addressTooLong(),
}

export function problemOf(error: FastifyError): Problem {
  if (error instanceof Problem) return error
  const known = ofFastify[error.code]
  if (known) return known()
  // What PostgreSQL refuses is a bug of ours or an outage, never the shape of a request.
  if (error.statusCode === 400 && !isAnswer(error)) return rules.malformed()
  // better-auth uses the pool directly: a session that may have been written is harmless.
  return outageOf(error, false) ?? rules.unexpected()
}
