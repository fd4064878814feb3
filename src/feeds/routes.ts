import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { limitOf, networkKeyOf } from '../http/rate-limits.ts'
import { serve } from '../http/serve.ts'
import { owning } from '../stores/rules.ts'
import { writeFeed } from './calendar.ts'
import * as contract from './contract.ts'
import { makeFeed, removeFeed, showFeed } from './operations.ts'
import { CACHED_SECONDS, feedMissing, READS_MOST } from './rules.ts'

export function feedRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getOwnFeed, ({ caller }) => showFeed(engine, caller))
  serve(server, contract.makeOwnFeed, ({ caller }) => makeFeed(engine, caller))
  serve(server, contract.removeOwnFeed, ({ caller }) => removeFeed(engine, caller))
  serve(server, contract.getStoreFeed, ({ caller, params }) =>
    showFeed(engine, { ...caller, at: { by: owning(caller), ...params } }),
  )
  serve(server, contract.makeStoreFeed, ({ caller, params }) =>
    makeFeed(engine, { ...caller, at: { by: owning(caller), ...params } }),
  )
  serve(server, contract.removeStoreFeed, ({ caller, params }) =>
    removeFeed(engine, { ...caller, at: { by: owning(caller), ...params } }),
  )
  calendarRoute(server, engine)
}

/** `GET /calendar/<secret>.ics`, for calendar programs, which send no session. */
function calendarRoute(server: Server, engine: Engine): void {
  const limit = limitOf(server, READS_MOST, networkKeyOf)
  server.get('/calendar/:file', { config: { role: 'anyone' } }, async (request, reply) => {
    await limit(request, reply)
    const { file } = request.params as { file: string }
    const [, secret] = /^([0-9A-HJKMNP-TV-Z]{40})\.ics$/.exec(file) ?? []
    if (!secret) throw feedMissing()
    return sendCalendar(request, reply, await writeFeed(engine, secret))
  })
}

function sendCalendar({ headers }: FastifyRequest, reply: FastifyReply, text: string) {
  const tag = `"${hash('sha256', text, 'base64url')}"`
  reply
    .header('cache-control', `private, max-age=${CACHED_SECONDS}`)
    .header('etag', tag)
    .header('x-robots-tag', 'noindex')
  if (headers['if-none-match'] === tag) return reply.code(304).send()
  return reply.type('text/calendar; charset=utf-8').send(text)
}
