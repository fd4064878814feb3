import type { Booking, Line } from '../booking-queries.ts'

/** How many units are to be canceled, by place. */
export type LineChoice = Readonly<Record<string, number>>

type Canceler = 'buyer' | 'store'

/**
 * The lines of a paid booking that may be canceled: a buyer's until they begin, a store's always.
 *
 * @param without a front door of which nothing is canceled any more
 */
export const choosable = (
  { lines, now }: Pick<Booking, 'lines' | 'now'>,
  by: Canceler = 'buyer',
  without?: string,
): readonly Line[] =>
  kept(lines).filter(
    ({ startsAt, door }) =>
      door !== without && (by === 'store' || !startsAt || Date.parse(startsAt) > Date.parse(now)),
  )

/** Those of which something is left, without what goes along. */
const kept = (lines: readonly Line[]) =>
  lines.filter(({ quantity, isAside }) => quantity > 0 && !isAside)

/** Whether a part of a booking can be canceled by itself: it has several things, or units of one. */
export const hasParts = (
  booking: Pick<Booking, 'lines' | 'now' | 'status'>,
  by: Canceler = 'buyer',
): boolean =>
  booking.status === 'paid' &&
  choosable(booking, by).length > 0 &&
  kept(booking.lines).reduce((sum, { quantity }) => sum + quantity, 0) > 1

/** All that can be canceled. */
export const wholeChoice = (
  booking: Pick<Booking, 'lines' | 'now'>,
  by: Canceler = 'buyer',
  without?: string,
): LineChoice =>
  Object.fromEntries(
    choosable(booking, by, without).map(({ placeId, quantity }) => [placeId, quantity]),
  )

/** Whether nothing would be left of the booking. */
export const isWhole = ({ lines }: Pick<Booking, 'lines'>, choice: LineChoice): boolean =>
  kept(lines).every(({ placeId, quantity }) => choice[placeId] === quantity)

/** As the query of a quote names them. */
export const askedLines = (choice: LineChoice): string =>
  chosenLines(choice)
    .map(({ placeId, quantity }) => `${placeId}:${quantity}`)
    .join(',')

export const chosenLines = (choice: LineChoice) =>
  Object.entries(choice).flatMap(([placeId, quantity]) =>
    quantity > 0 ? { placeId, quantity } : [],
  )
