import type { FastifyReply } from 'fastify'
import type { AnswerOf, Endpoint } from '../kernel/endpoint.ts'
import type { Asked } from './asked.ts'
import { malformed, mediaTypeRefused } from './rules.ts'
import { serve } from './serve.ts'
import type { Server } from './server.ts'

export interface Upload {
  /** Media types that are taken, as the client has to name them. */
  readonly types: readonly string[]
  readonly bytesMost: number
}

/** Makes `server` answer at an endpoint whose body is a file as it is, not JSON. */
export function serveUpload<E extends Endpoint>(
  server: Server,
  endpoint: E,
  { types, bytesMost }: Upload,
  handler: (ask: Asked<E>, bytes: Buffer, reply: FastifyReply) => Promise<AnswerOf<E>>,
): void {
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      [...types],
      { parseAs: 'buffer', bodyLimit: bytesMost },
      (_request, bytes, done) => done(null, bytes),
    )
    serve(scope, endpoint, (ask, reply) => {
      const { body } = reply.request
      if (body === undefined) throw mediaTypeRefused()
      if (!Buffer.isBuffer(body) || body.length === 0) throw malformed()
      return handler(ask, body, reply)
    })
  })
}
