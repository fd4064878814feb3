import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { languageOf } from '../http/language.ts'
import { nonceOf } from '../http/nonce.ts'
import type { Language } from '../kernel/language.ts'
import { enter } from './enter.ts'
import { join } from './join.ts'
import type { Line, Standing } from './line.ts'
import { linesOf } from './lines.ts'
import { pollAfter } from './pace-rules.ts'
import { type PlainPage, pageOf } from './plain-page.ts'
import { roomMissing } from './rules.ts'
import { readToken, setCookie, type Token, tokenIn } from './token.ts'

interface Asked {
  Params: { storeId: string }
}

/**
 * `/waiting-rooms/:storeId/plain`: the room without JavaScript. The page loads itself again when the
 * next poll is due; joining and entering are forms.
 */
export function plainRoutes(server: Server, engine: Engine): void {
  const config = { role: 'anyone' as const, limit: 'reads' as const, page: true }
  const path = '/waiting-rooms/:storeId/plain'
  void server.register(async (scope) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', (_, body, done) => {
      body.resume() // the forms have no fields
      done(null, {})
    })
    scope.get<Asked>(path, { config }, async (request, reply) => {
      const line = await lineOf(engine, request)
      return send(request, reply, stateOf(engine, request, line))
    })
    scope.post<Asked>(path, { config }, async (request, reply) => {
      const line = await lineOf(engine, request)
      const { storeId } = line.room
      if (!request.caller) return reply.redirect(signInPage(storeId), 303)
      const { accountId } = request.caller
      const ticket = ticketIn(engine, request, line)
      if (!ticket) {
        const { token, number } = await join(engine, { storeId, accountId })
        line.presence.mark(number, line.window)
        reply.header('set-cookie', setCookie(engine, { kind: 'ticket', storeId }, token))
        return reply.redirect(plainPage(storeId), 303)
      }
      const entry = await enter(engine, storeId, { ticket, accountId })
      if (entry.status === 'late') return reply.redirect(plainPage(storeId), 303)
      reply.header('set-cookie', setCookie(engine, { kind: 'pass', storeId }, entry.token))
      return reply.redirect(plainPage(storeId), 303)
    })
  })
}

const plainPage = (storeId: string) => `/waiting-rooms/${storeId}/plain`
const signInPage = (storeId: string) => `/sign-in?return=${encodeURIComponent(plainPage(storeId))}`

async function lineOf(engine: Engine, { params }: FastifyRequest<Asked>): Promise<Line> {
  const line = await linesOf(engine).find(params.storeId)
  if (!line) throw roomMissing()
  return line
}

function ticketIn(
  engine: Engine,
  { headers }: FastifyRequest<Asked>,
  { room }: Line,
): Token | undefined {
  const text = tokenIn(engine, headers, room.storeId, ['ticket'])
  const ticket = text === undefined ? undefined : readToken(engine, text)
  return ticket?.roomId === room.id ? ticket : undefined
}

function stateOf(engine: Engine, request: FastifyRequest<Asked>, line: Line): PlainPage {
  const { storeId } = line.room
  if (!request.caller) return { is: 'signed-out', signIn: signInPage(storeId) }
  const ticket = ticketIn(engine, request, line)
  if (!ticket) return { is: 'outside' }
  if (tokenIn(engine, request.headers, storeId, ['pass'])) return { is: 'inside' }
  line.presence.mark(ticket.number, line.window)
  const standing: Standing = line.standingOf(ticket.number)
  if (standing.status !== 'waiting') return { is: standing.status }
  const wait = line.waitOf(standing.ahead)
  const again = pollAfter(wait, line.waiting)
  return { is: 'waiting', ...standing, waitSeconds: wait, again }
}

const policy = (nonce: string) =>
  `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`

function send(request: FastifyRequest, reply: FastifyReply, state: PlainPage): FastifyReply {
  const nonce = nonceOf(reply.raw)
  const language: Language = languageOf(request)
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'private, no-store')
    .header('referrer-policy', 'same-origin')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', policy(nonce))
    .send(pageOf(state, language, nonce))
}
