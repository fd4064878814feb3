import type { ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../accounts/caller.ts'
import { notSignedIn } from '../accounts/rules.ts'
import { sessions } from '../accounts/sessions.ts'
import type { PublishedEvent } from '../events/bus.ts'
import type { Endpoint, ParamsOf } from '../kernel/endpoint.ts'
import { workingWith } from './access.ts'
import type { Server } from './edge.ts'
import { checkPassTo } from './serve.ts'
import { readersOf, serveStream } from './streams.ts'

/** Debounce: at most one message a feed in this time, with the latest values. */
const DEBOUNCE_MS = 200
const HEARTBEAT_MS = 15_000
/** A reader that has more than this unsent is disconnected; browsers reconnect. */
const UNSENT_BYTES_MOST = 1_000_000

/** The readers of one key, and what changed since the last message. */
interface Feed<Value> {
  readonly readers: Set<ServerResponse>
  readonly changed: Map<string, Value>
  timer: NodeJS.Timeout | undefined
}

/** Whether a reader may still read: a pass or a session may have ended, a job been lost, a waiting room been opened. */
interface Check {
  readonly accountId: string | undefined
  run(): Promise<void>
}

/** Server-sent events by key: a hint to read again, not a promise. */
export interface Feeds<Value> {
  /** Says that `id` has this value now; ignored while the key has no readers. */
  change(key: string, id: string, value: Value): void
  /** Whether nobody reads any of them. */
  isEmpty(): boolean
  /**
   * Serves an endpoint whose readers get the feed of a key. What `keyOf` throws is the answer; of an
   * endpoint that is not for anyone it is asked again, at once when the caller has changed, and ends it.
   * Problems: unavailable, too-many-requests.
   */
  serve<E extends Endpoint>(
    endpoint: E,
    keyOf: (params: ParamsOf<E>, caller: Caller | undefined) => Promise<string> | string,
  ): void
}

/**
 * Makes feeds that end with the server.
 *
 * @param message the name and the data of an event with all that changed
 */
export function makeFeeds<Value>(
  server: Server,
  message: (changed: ReadonlyMap<string, Value>) => {
    readonly event: string
    readonly data: object
  },
): Feeds<Value> {
  const feeds = new Map<string, Feed<Value>>()
  const checks = checksOf(server)
  const heartbeat = setInterval(() => {
    for (const { readers } of feeds.values()) writeAll(readers, Buffer.from(': still here\n\n'))
    checks.run()
  }, HEARTBEAT_MS).unref()
  server.addHook('preClose', (done) => {
    clearInterval(heartbeat)
    for (const { readers, timer } of feeds.values()) {
      clearTimeout(timer)
      for (const reader of readers) reader.end()
    }
    done()
  })
  const flush = (feed: Feed<Value>): void => {
    feed.timer = undefined
    const { event, data } = message(feed.changed)
    feed.changed.clear()
    writeAll(feed.readers, Buffer.from(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`))
  }
  const join = (key: string, reader: ServerResponse, left: () => void): void => {
    const feed = feeds.get(key) ?? { readers: new Set(), changed: new Map(), timer: undefined }
    feeds.set(key, feed)
    feed.readers.add(reader)
    reader.once('close', () => {
      left()
      feed.readers.delete(reader)
      if (feed.readers.size > 0) return
      clearTimeout(feed.timer)
      if (feeds.get(key) === feed) feeds.delete(key)
    })
  }
  return {
    change(key, id, value) {
      const feed = feeds.get(key)
      if (!feed) return
      feed.changed.set(id, value)
      feed.timer ??= setTimeout(flush, DEBOUNCE_MS, feed)
    },
    isEmpty: () => feeds.size === 0,
    serve(endpoint, keyOf) {
      serveStream(server, endpoint, async (request, reply) => {
        await checkPassTo(server, endpoint, request)
        const key = await keyOf(request.params as never, request.caller)
        const left = readersOf(server.edge).enter(request, reply)
        const reader = open(reply)
        const accountId = request.caller?.accountId
        if (endpoint.behindRoomOf)
          checks.set(reader, { accountId, run: () => checkPassTo(server, endpoint, request) })
        if (endpoint.role !== 'anyone')
          checks.set(reader, {
            accountId,
            async run() {
              await keyOf(request.params as never, await callerNow(server, endpoint, request))
            },
          })
        join(key, reader, () => {
          checks.delete(reader)
          left()
        })
      })
    },
  }
}

/** Checks of readers: all now and then, and at once those of an account that has changed. */
function checksOf(server: Server) {
  const checks = new Map<ServerResponse, Check>()
  const run = (accountId?: string) => {
    for (const [reader, check] of checks)
      if (!accountId || check.accountId === accountId) check.run().catch(() => reader.end())
  }
  // Sessions hear of it first (access.ts): whoever has lost theirs is not found in the cache.
  hear(server, ({ topic, subjectId }) => {
    if (topic === 'caller.changed') run(subjectId)
  })
  return {
    run,
    set: (reader: ServerResponse, check: Check) => checks.set(reader, check),
    delete: (reader: ServerResponse) => checks.delete(reader),
  }
}

/** Who reads may have signed out or lost their job since. Problem: not-signed-in. */
async function callerNow(
  { edge: { engine } }: Server,
  { right }: Endpoint,
  { headers }: FastifyRequest,
): Promise<Caller> {
  const caller = await sessions(engine).findCaller(headers)
  if (!caller) throw notSignedIn()
  return workingWith(caller, right)
}

/** Subscribes to committed events until the server closes. */
export function hear(server: Server, heard: (event: PublishedEvent) => void): void {
  const unsubscribe = server.edge.engine.bus.subscribe((events) => {
    for (const event of events) heard(event)
  })
  server.addHook('preClose', (done) => {
    unsubscribe()
    done()
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

function writeAll(readers: ReadonlySet<ServerResponse>, message: Buffer): void {
  for (const reader of readers) {
    if (reader.writableLength > UNSENT_BYTES_MOST) reader.destroy()
    else reader.write(message)
  }
}
