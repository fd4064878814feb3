import type { Claiming } from '../../../../bookings/screens/booking-door.ts'
import { call } from '../../../../web/call.ts'
import type * as contract from '../../contract.ts'
import { ofConcert } from '../concerts/concert-queries.ts'
import { keep } from './kept.ts'

/** Seats by their ids, or so many of the best beside each other. */
export type Wanted =
  | { readonly seatIds: readonly number[] }
  | { readonly best: { readonly quantity: number; readonly level?: string } }

export interface Selection {
  readonly performanceId: string
  readonly wanted: Wanted
  readonly presaleCode: string
}

/** The price of the best seats is not known before they are chosen, so it is not sent. */
export const claiming = (concertId: string): Claiming<Selection> => ({
  place: async ({ performanceId, wanted, presaleCode }, key, price) => {
    const result = await call<typeof contract.bookSeats>('POST /v1/concerts/:concertId/bookings', {
      params: { concertId },
      key,
      body: {
        performanceId,
        ...('seatIds' in wanted ? { seatIds: [...wanted.seatIds], price } : wanted),
        ...(presaleCode && { presaleCode }),
      },
    })
    if (result.ok) keep(performanceId, { seatIds: [], presaleCode })
    return result
  },
  pageAt: ({ performanceId }) => ({
    to: '/concerts/$concertId/performances/$performanceId',
    params: { concertId, performanceId },
  }),
  availabilityKey: ofConcert(concertId),
})
