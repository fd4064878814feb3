import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { hear } from '../../http/feed.ts'
import { serveSocket } from '../../http/socket.ts'
import * as contract from './live-contract.ts'
import { LotFeed } from './lot-feed.ts'
import { Viewers } from './viewers.ts'

const SYNC_MS = 2_000

/** The rooms of lots: who watches one is sent what changes. */
export function liveRoutes(server: Server, engine: Engine): void {
  const feeds = new Map<string, LotFeed>()
  const viewers = new Viewers(engine)
  const find = (storeId: string, lotId: string): LotFeed => {
    const key = `${storeId} ${lotId}`
    const ask = { storeId, lotId }
    const feed =
      feeds.get(key) ??
      new LotFeed(engine, ask, {
        elsewhere: () => viewers.elsewhere(ask),
        emptied() {
          feed.close()
          if (feeds.get(key) === feed) feeds.delete(key)
        },
      })
    feeds.set(key, feed)
    return feed
  }
  const touchAll = () => {
    for (const feed of feeds.values()) feed.touch()
  }
  hear(server, ({ topic, storeId, subjectId }) => {
    if (topic === 'lot.changed' || topic === 'lot.talked')
      feeds.get(`${storeId} ${subjectId}`)?.touch()
    else if (topic === 'caller.changed' && subjectId === '') touchAll() // the clock was moved
  })
  server.addHook('preClose', (done) => {
    for (const feed of feeds.values()) feed.close()
    done()
  })
  repeat(server, SYNC_MS, async (connection) => {
    // What was committed while nothing was heard, or may have been, is read.
    if (!engine.bus.connection || engine.bus.connection !== connection) touchAll()
    const watched = [...feeds.values()].map(({ ask, readers }) => ({
      ...ask,
      viewers: readers.size,
    }))
    await viewers.sync(watched)
    for (const feed of feeds.values()) feed.recount()
  })
  serveSocket(server, contract.watchLot, async ({ auctionId, lotId }) => {
    const feed = find(auctionId, lotId)
    try {
      await feed.ready()
    } catch (error) {
      feed.left()
      throw error
    }
    return feed
  })
}

/** Runs `work` now and then, with the LISTEN connection of the time before, until the server closes. */
function repeat(server: Server, everyMs: number, work: (before: unknown) => Promise<void>): void {
  const { bus } = server.edge.engine
  let before: unknown = bus.connection
  let isRunning = false
  const timer = setInterval(async () => {
    if (isRunning) return
    isRunning = true
    const { connection } = bus
    await work(before).catch(() => undefined) // the database is away; the next time says it again
    before = connection
    isRunning = false
  }, everyMs).unref()
  server.addHook('preClose', (done) => {
    clearInterval(timer)
    done()
  })
}
