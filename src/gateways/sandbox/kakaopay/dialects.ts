import type { FastifyInstance } from 'fastify'
import { sandboxKeys } from '../keys.ts'
import { Refused } from './refusals.ts'

/** A dialect of KakaoPay's API: address, key, bodies and error format. */
export interface Dialect {
  readonly base: string
  /** Throws unless the caller is authenticated. */
  authenticate(authorization: string | undefined): void
  /** Registers the parser of its bodies; others are refused. */
  parse(scope: FastifyInstance): void
  refusal(refused: Refused): object
}

/** `open-api.kakaopay.com`: JSON, `SECRET_KEY`. */
const newDialect: Dialect = {
  base: '/online/v1/payment',
  authenticate(authorization) {
    if (!authorization) throw new Refused(-400)
    const [scheme, key] = authorization.split(' ')
    const isKnownScheme = scheme === 'SECRET_KEY' || scheme === 'DEV_SECRET_KEY'
    if (!isKnownScheme || key !== sandboxKeys.kakaoPay.secretKey) throw new Refused(-401)
  },
  parse() {},
  refusal: ({ code, message, extras }) => ({
    error_code: code,
    error_message: message,
    ...(extras && { extras }),
  }),
}

/** `kapi.kakao.com`: a form, `KakaoAK`. */
const oldDialect: Dialect = {
  base: '/v1/payment',
  authenticate(authorization) {
    if (authorization !== `KakaoAK ${sandboxKeys.kakaoPayOld.adminKey}`) throw new Refused(-401)
  },
  parse(scope) {
    scope.removeAllContentTypeParsers()
    const form = 'application/x-www-form-urlencoded'
    scope.addContentTypeParser(form, { parseAs: 'string' }, (_, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
  },
  refusal: ({ code, message, extras }) => ({ code, msg: message, ...(extras && { extras }) }),
}

export const dialects: readonly Dialect[] = [newDialect, oldDialect]
