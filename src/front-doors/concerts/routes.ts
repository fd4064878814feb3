import { guestRefused } from '../../accounts/rules.ts'
import type { Engine } from '../../engine.ts'
import { holderOf } from '../../holds/holder.ts'
import type { Server } from '../../http/edge.ts'
import { hear, makeFeeds } from '../../http/feed.ts'
import { serve } from '../../http/serve.ts'
import { Problem } from '../../kernel/problem.ts'
import { doorRoutes } from '../../stores/door-routes.ts'
import { doorPictureRoutes } from '../../stores/pictures/door-routes.ts'
import { readCards } from './cards.ts'
import * as contract from './contract.ts'
import { bookSeats } from './operations.ts'
import { ownerRoutes } from './owner-routes.ts'
import { readPerformance } from './queries.ts'
import {
  concertMissing,
  HOLD_SECONDS,
  performanceMissing,
  readSeatKey,
  tooManyCodes,
  WRONG_CODES_SECONDS,
} from './rules.ts'
import * as shown from './shown.ts'

export function routes(server: Server, engine: Engine): void {
  const paths = {
    door: 'concerts',
    plural: 'concerts',
    id: 'concertId',
    missing: concertMissing,
    closesForGood: false,
    card: { members: contract.cardMembers, read: readCards },
  }
  doorRoutes(server, engine, paths)
  doorPictureRoutes(server, engine, paths)
  serve(server, contract.getConcert, ({ params }) => shown.showConcert(engine, params.concertId))
  serve(server, contract.listPerformances, ({ params }) =>
    shown.showPerformances(engine, params.concertId),
  )
  serve(server, contract.listSeats, ({ params }) => shown.showSeats(engine, params))
  serve(server, contract.getSeatStates, ({ params }) => shown.showSeatStates(engine, params))
  serve(server, contract.bookSeats, ({ caller, params, body, once }, reply) => {
    // Attempts at codes are counted by account.
    if (caller.isGuest && body.presaleCode !== undefined) throw guestRefused()
    const seats = body.seatIds?.length ?? body.best?.quantity ?? 0
    const holder = holderOf(caller, seats, HOLD_SECONDS)
    const ask = { ...params, ...body, buyerId: caller.accountId, once, holder }
    return bookSeats(engine, ask).catch((error) => {
      if (error instanceof Problem && error.type === tooManyCodes.type)
        reply.header('retry-after', `${WRONG_CODES_SECONDS}`)
      throw error
    })
  })
  ownerRoutes(server, engine)
  seatMapRoute(server, engine)
  liveRoute(server, engine)
}

/** A version never changes: who names the present one may keep it for ever. */
function seatMapRoute(server: Server, engine: Engine): void {
  serve(server, contract.getSeatMap, async ({ params, query, headers }, reply) => {
    const { version, bytes, coded } = await shown.showSeatMap(engine, params.concertId)
    const accepted = `${headers['accept-encoding'] ?? ''}`.split(/[\s,]+/)
    const coding = (['br', 'gzip'] as const).find((name) => accepted.includes(name))
    const tag = `"${version}${coding ? `-${coding}` : ''}"`
    reply.header('etag', tag).header('vary', 'accept-encoding')
    if (coding) reply.header('content-encoding', coding)
    reply.header(
      'cache-control',
      query.version === version ? 'public, max-age=31536000, immutable' : 'public, no-cache',
    )
    if (headers['if-none-match'] === tag) return reply.code(304).send() as never
    return coding ? coded[coding] : bytes
  })
}

/** Seats as they are taken and come back. */
function liveRoute(server: Server, engine: Engine): void {
  const feeds = makeFeeds<number>(server, (changed) => {
    const ids = (isFree: boolean) =>
      [...changed].filter(([, left]) => left > 0 === isFree).map(([id]) => Number(id))
    return { event: 'seats', data: { taken: ids(false), free: ids(true) } }
  })
  hear(server, ({ topic, storeId, body }) => {
    if (topic !== 'place.changed' || !storeId) return
    const { key = '', remaining } = body as { key?: string; remaining: number }
    const seat = readSeatKey(key)
    if (seat) feeds.change(`${storeId} ${seat.performanceId}`, `${seat.seatId}`, remaining)
  })
  feeds.serve(contract.watchSeats, async ({ concertId, performanceId }) => {
    if (!(await readPerformance(engine.cell(concertId), concertId, performanceId)))
      throw performanceMissing()
    return `${concertId} ${performanceId}`
  })
}
