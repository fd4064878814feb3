import { Readable } from 'node:stream'
import { notSignedIn } from '../accounts/rules.ts'
import type { Engine } from '../engine.ts'
import type { BookingHint } from '../events/booking-hints.ts'
import type { Server } from '../http/edge.ts'
import { hear, makeFeeds } from '../http/feed.ts'
import { languageOf } from '../http/language.ts'
import { serve } from '../http/serve.ts'
import { readOwn } from '../stores/operations.ts'
import { owning } from '../stores/rules.ts'
import { listBookedDays } from './day.ts'
import { bookingsCsv } from './day-csv.ts'
import { writeGuestNote } from './history/notes.ts'
import { showNotices } from './notices.ts'
import * as contract from './store-contract.ts'
import * as visits from './visits/operations.ts'

/** What a store does with its guests, and its past days. */
export function storeBookingRoutes(server: Server, engine: Engine): void {
  serve(server, contract.markVisit, ({ caller, params, body }) =>
    visits.markVisit(engine, { by: owning(caller), ...params }, body.visit),
  )
  serve(server, contract.undoVisit, ({ caller, params }) =>
    visits.undoVisit(engine, { by: owning(caller), ...params }),
  )
  serve(server, contract.writeNote, ({ caller, params, body }) =>
    (body.about === 'guest' ? writeGuestNote : visits.writeNote)(
      engine,
      { by: owning(caller), ...params },
      body.note,
    ),
  )
  serve(server, contract.listBookedDays, ({ caller, params, query }) =>
    listBookedDays(engine, { by: owning(caller), ...params }, query.month),
  )
  serve(server, contract.listNotices, ({ caller, params }) =>
    showNotices(engine, { by: owning(caller), ...params }),
  )
  serve(server, contract.downloadBookings, async ({ caller, params, query }, reply) => {
    const ask = { by: owning(caller), ...params }
    const texts = await bookingsCsv(engine, ask, query, languageOf(reply.request))
    reply.header('content-disposition', 'attachment; filename="bookings.csv"')
    return reply.type('text/csv; charset=utf-8').send(Readable.from(texts)) as never
  })
  liveRoute(server, engine)
}

/** Bookings as they change, for open desks: of which one, and what; never of whom. */
function liveRoute(server: Server, engine: Engine): void {
  const feeds = makeFeeds<BookingHint>(server, (changed) => ({
    event: 'bookings',
    data: [...changed].map(([bookingId, what]) => ({ bookingId, what })),
  }))
  hear(server, ({ topic, storeId, body }) => {
    if (topic !== 'bookings.changed' || !storeId) return
    for (const [bookingId, what] of Object.entries(body as Record<string, BookingHint>))
      feeds.change(storeId, bookingId, what)
  })
  feeds.serve(contract.watchBookings, async ({ storeId }, caller) => {
    if (!caller) throw notSignedIn()
    return (await readOwn(engine, { by: owning(caller), storeId })).id
  })
}
