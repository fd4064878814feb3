import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../kernel/problem.ts'
import { keyInFlight } from '../postgres/once.ts'
import { outageOf } from '../postgres/rules.ts'
import type { Server } from './edge.ts'
import { languageOf } from './language.ts'
import { describeError } from './log.ts'
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
  const language = languageOf(request)
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  if ((status === 503 || is === keyInFlight) && !reply.hasHeader('retry-after'))
    reply.header('retry-after', '1')
  return reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', language)
    .header('cache-control', 'no-store')
    .send(
      JSON.stringify({
        ...factsOf(found, language),
        type: `${request.server.edge.engine.publicUrl}/problems/${is.type}`,
        title: is.title[language],
        titles: is.title,
        status,
        instance: request.id,
      }),
    )
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
  FST_ERR_MAX_PARAM_LENGTH: () => rules.routeMissing(),
}

function problemOf(error: FastifyError): Problem {
  if (error instanceof Problem) return error
  const known = ofFastify[error.code]
  if (known) return known()
  if (error.statusCode === 400) return rules.malformed()
  // better-auth uses the pool directly: a session that may have been written is harmless.
  return outageOf(error, false) ?? rules.unexpected()
}
