import type { Static } from 'typebox'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import type { EventFacts } from '../../stores/profile/structured-event-rules.ts'
import { readStore } from '../../stores/queries.ts'
import type { PerformanceView } from './contract.ts'
import * as queries from './queries.ts'
import { performanceView } from './view.ts'

/** A page lists so many. */
const EVENTS_MOST = 50

const availability = {
  'on-sale': 'InStock',
  presale: 'PreSale',
  'sold-out': 'SoldOut',
  upcoming: null,
} as const

/** What search engines read of the performances of a concert that are to come. */
export async function readEvents(
  engine: Engine,
  concertId: Id<'Store'>,
): Promise<readonly EventFacts[]> {
  const cell = engine.cell(concertId)
  const concert = await readStore(cell, concertId, 'concerts')
  if (!concert) return []
  const { now, name } = concert
  const [hall, counts, [range]] = await Promise.all([
    queries.readHallFacts(cell, concertId),
    queries.countPerformances(cell, [concertId], now),
    queries.listPriceRanges(cell, [concertId]),
  ])
  return counts.slice(0, EVENTS_MOST).map((one) => ({
    startsAt: one.startsAt,
    venue: hall?.name || name,
    isCanceled: one.canceledAt !== null,
    offer: offerOf(performanceView(one, concert, undefined, now).status, one.salesFrom, range),
  }))
}

function offerOf(
  status: Static<typeof PerformanceView>['status'],
  validFrom: Date,
  range: Pick<NonNullable<EventFacts['offer']>, 'least' | 'most'> | undefined,
): EventFacts['offer'] {
  if (!range || status === 'canceled' || status === 'ended') return null
  const { least, most } = range
  return { least, most, validFrom, availability: availability[status] }
}
