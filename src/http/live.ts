import type { ServerResponse } from 'node:http'
import type { FastifyReply, RouteOptions } from 'fastify'
import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Shape, Uuid } from '../kernel/shape.ts'
import { unavailable } from '../postgres/rules.ts'
import type { Server } from './edge.ts'
import { compileShape } from './validation.ts'

/** At most one message a store in this time: what changes in between goes together. */
const TOGETHER_MS = 200
const HEARTBEAT_MS = 15_000
/** A reader who lets this much pile up is too slow; it may come back. */
const PILED_BYTES_MOST = 1_000_000
const READERS_MOST = 20_000

export const watchStore = endpoint({
  method: 'GET',
  path: '/v1/stores/:storeId/live',
  summary: 'What remains of the places of a store, as it changes (server-sent events `places`)',
  role: 'anyone',
  params: Shape({ storeId: Uuid }),
  answer: Type.Array(Shape({ placeId: Uuid, remaining: Type.Integer() }), {
    contentMediaType: 'text/event-stream',
  }),
  problems: [unavailable],
})

/** Those who watch one store, and what they have not been told yet. */
interface Watched {
  readonly readers: Set<ServerResponse>
  readonly changed: Map<string, number>
  timer: NodeJS.Timeout | undefined
}

/** Tells who watches a store how many places remain; a hint to look again, never a promise. */
export function live(server: Server): void {
  const stores = new Map<string, Watched>()
  const unsubscribe = server.edge.engine.bus.subscribe((events) => {
    for (const { topic, storeId, body } of events) {
      const watched = topic === 'place.changed' && storeId ? stores.get(storeId) : undefined
      if (!watched) continue
      const { placeId, remaining } = body as { placeId: string; remaining: number }
      watched.changed.set(placeId, remaining)
      watched.timer ??= setTimeout(flush, TOGETHER_MS, watched)
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
      const watched = stores.get(storeId) ?? {
        readers: new Set(),
        changed: new Map(),
        timer: undefined,
      }
      stores.set(storeId, watched)
      watched.readers.add(reader)
      readerCount += 1
      reader.once('close', () => {
        readerCount -= 1
        watched.readers.delete(reader)
        if (watched.readers.size > 0) return
        clearTimeout(watched.timer)
        if (stores.get(storeId) === watched) stores.delete(storeId)
      })
    },
  })
}

function open(reply: FastifyReply): ServerResponse {
  const headers = reply.getHeaders()
  reply.hijack()
  reply.raw.on('error', () => {}) // written to after the reader had gone; `close` follows
  reply.raw.writeHead(200, {
    ...(headers as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  reply.raw.write('retry: 2000\n\n')
  return reply.raw
}

function flush(watched: Watched): void {
  watched.timer = undefined
  const places = [...watched.changed].map(([placeId, remaining]) => ({ placeId, remaining }))
  watched.changed.clear()
  writeAll(watched.readers, Buffer.from(`event: places\ndata: ${JSON.stringify(places)}\n\n`))
}

function writeAll(readers: ReadonlySet<ServerResponse>, message: Buffer): void {
  for (const reader of readers) {
    if (reader.writableLength > PILED_BYTES_MOST) reader.destroy()
    else reader.write(message)
  }
}
