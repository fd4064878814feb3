import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { hear, makeFeeds } from '../http/feed.ts'
import { compileShape } from '../http/validation.ts'
import * as contract from './contract.ts'
import type { Line, Standing } from './line.ts'
import { linesOf } from './lines.ts'
import { ROOM_CHANGED } from './operate.ts'
import * as rules from './rules.ts'
import { numberIn, tokenIn } from './token.ts'
import { lineView, positionOwn, positionRest } from './view.ts'

/**
 * What everybody in a line asks again and again. It has no session, no rate limit and no statement: a
 * poll is a signature, some arithmetic and a bit of presence.
 */
export function pollRoutes(server: Server, engine: Engine): void {
  const lines = linesOf(engine)
  const checkPath = compileShape({ schema: contract.OfStore, httpPart: 'params' })
  const serveLine = (
    path: string,
    answer: (line: Line, request: FastifyRequest, reply: FastifyReply) => string,
  ) =>
    server.get(path, { config: { role: 'anyone' } }, (request, reply) => {
      const { storeId } = request.params as { storeId: string }
      reply.header('content-type', 'application/json; charset=utf-8')
      const line = lines.of(storeId)
      if (line) return reply.send(answer(line, request, reply))
      const { error } = checkPath({ storeId })
      if (error) throw error
      return lines.find(storeId).then((found) => {
        if (!found) throw rules.roomMissing()
        return answer(found, request, reply)
      })
    })
  server.edge.served.push(contract.getRoom, contract.getPosition)
  serveLine(contract.getRoom.path, (line, _, reply) => {
    reply.header('cache-control', 'public, max-age=1')
    return textsOf(line).document
  })
  serveLine(contract.getPosition.path, (line, { headers }) => {
    const text = tokenIn(engine, headers, line.room.storeId, ['ticket', 'pass'])
    const number = text === undefined ? undefined : numberIn(engine, text, line.idBytes)
    if (number === undefined || number >= line.room.tail + UNREAD_MOST) throw rules.tokenUnknown()
    line.presence.mark(number, line.window)
    return positionText(line, line.standingOf(number))
  })
  feed(server, engine)
}

/** A ticket may be newer than this process's last read of the room. */
const UNREAD_MOST = 1_000_000

interface Texts {
  readonly room: Line['room']
  /** The shared document. */
  readonly document: string
  /** What every position ends with. */
  readonly rest: string
}

const texts = new WeakMap<Line, Texts>()

/** What is the same for everybody, written once a read of the room. */
function textsOf(line: Line): Texts {
  const known = texts.get(line)
  if (known?.room === line.room) return known
  const rest = JSON.stringify(positionRest(line)).slice(1)
  const written = { room: line.room, document: JSON.stringify(lineView(line)), rest }
  texts.set(line, written)
  return written
}

function positionText(line: Line, standing: Standing): string {
  const own = positionOwn(line, standing)
  return `{"status":"${own.status}","position":${own.position},"ahead":${own.ahead},"expectedWaitSeconds":${own.expectedWaitSeconds},"pollAfterSeconds":${own.pollAfterSeconds},${textsOf(line).rest}`
}

const FEED_MS = 1_000

/** The shared document to who prefers to be told: once a second at most, when it has changed. */
function feed(server: Server, engine: Engine): void {
  const lines = linesOf(engine)
  const feeds = makeFeeds<Line>(server, (changed) => {
    const [line] = changed.values()
    return { event: 'room', data: line ? lineView(line) : {} }
  })
  const told = new Map<string, string>()
  const timer = setInterval(() => {
    for (const line of feeds.isEmpty() ? [] : lines.all()) {
      const { storeId, head, tail, tickNo, pausedAt } = line.room
      lines.of(storeId)
      const state = `${head} ${tail} ${tickNo} ${pausedAt}`
      if (told.get(storeId) === state) continue
      told.set(storeId, state)
      feeds.change(storeId, 'room', line)
    }
  }, FEED_MS).unref()
  server.addHook('preClose', (done) => {
    clearInterval(timer)
    done()
  })
  hear(server, ({ topic }) => {
    if (topic === ROOM_CHANGED) void lines.refresh().catch(() => undefined)
  })
  feeds.serve(contract.watchRoom, async ({ storeId }) => {
    if (!(await lines.find(storeId))) throw rules.roomMissing()
    return storeId
  })
}
