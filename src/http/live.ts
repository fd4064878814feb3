import type { ServerResponse } from 'node:http'
import type { FastifyReply, RouteOptions } from 'fastify'
import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Shape, Uuid } from '../kernel/shape.ts'
import { unavailable } from '../postgres/rules.ts'
import type { Server } from './edge.ts'
import { compileShape } from './validation.ts'

/** Debounce: at most one message a store in this time, with the latest counts. */
const DEBOUNCE_MS = 200
const HEARTBEAT_MS = 15_000
/** A reader that has more than this unsent is disconnected; browsers reconnect. */
const UNSENT_BYTES_MOST = 1_000_000
const READERS_MOST = 20_000

export const watchStore = endpoint({
  method: 'GET',
  path: '/v1/stores/:storeId/live',
  summary: 'Remaining counts of a store’s places as they change (server-sent events `places`)',
  role: 'anyone',
  params: Shape({ storeId: Uuid }),
  answer: Type.Array(Shape({ placeId: Uuid, remaining: Type.Integer() }), {
    contentMediaType: 'text/event-stream',
  }),
  problems: [unavailable],
})

/** The readers of one store, and the counts they have not been sent yet. */
interface Feed {
  readonly readers: Set<ServerResponse>
  readonly changed: Map<string, number>
  timer: NodeJS.Timeout | undefined
}

/** Server-sent events with the remaining counts of a store: a hint to read again, not a promise. */
export function live(server: Server): void {
  const stores = new Map<string, Feed>()
  const unsubscribe = server.edge.engine.bus.subscribe((events) => {
    for (const { topic, storeId, body } of events) {
      const feed = topic === 'place.changed' && storeId ? stores.get(storeId) : undefined
      if (!feed) continue
      const { placeId, remaining } = body as { placeId: string; remaining: number }
      feed.changed.set(placeId, remaining)
      feed.timer ??= setTimeout(flush, DEBOUNCE_MS, feed)
    }
  })
  const heartbeat = setInterval(() => {
    for (const { readers } of stores.values()) writeAll(readers, Buffer.from(': still here\n\n'))
  }, HEARTBEAT_MS).unref()
  server.addHook('preClose', (done) => {
    clearInterval(heartbeat)
    unsubscribe()
    for (const { readers, timer } of stores.values()) {
      clearTimeout(timer)
      for (const reader of readers) reader.end()
    }
    done()
  })

  let readerCount = 0
  server.edge.served.push(watchStore)
  server.route({
    method: 'GET',
    url: watchStore.path,
    exposeHeadRoute: false,
    config: { role: watchStore.role, limit: 'reads' },
    schema: { params: watchStore.params },
    validatorCompiler: compileShape as NonNullable<RouteOptions['validatorCompiler']>,
    handler: (request, reply) => {
      if (readerCount >= READERS_MOST) throw unavailable()
      const { storeId } = request.params as { storeId: string }
      const reader = open(reply)
      const feed = stores.get(storeId) ?? {
        readers: new Set(),
        changed: new Map(),
        timer: undefined,
      }
      stores.set(storeId, feed)
      feed.readers.add(reader)
      readerCount += 1
      reader.once('close', () => {
        readerCount -= 1
        feed.readers.delete(reader)
        if (feed.readers.size > 0) return
        clearTimeout(feed.timer)
        if (stores.get(storeId) === feed) stores.delete(storeId)
      })
    },
  })
}

function open(reply: FastifyReply): ServerResponse {
  const headers = reply.getHeaders()
  reply.hijack()
  reply.raw.on('error', () => {}) // a write after the reader disconnected; `close` follows
  reply.raw.writeHead(200, {
    ...(headers as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  reply.raw.write('retry: 2000\n\n')
  return reply.raw
}

function flush(feed: Feed): void {
  feed.timer = undefined
  const places = [...feed.changed].map(([placeId, remaining]) => ({ placeId, remaining }))
  feed.changed.clear()
  writeAll(feed.readers, Buffer.from(`event: places\ndata: ${JSON.stringify(places)}\n\n`))
}

function writeAll(readers: ReadonlySet<ServerResponse>, message: Buffer): void {
  for (const reader of readers) {
    if (reader.writableLength > UNSENT_BYTES_MOST) reader.destroy()
    else reader.write(message)
  }
}
