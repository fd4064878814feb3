import type { Problem } from '../kernel/problem.ts'
import { isAlive, type Order, orderExpired, orderOver } from '../orders/rules.ts'

/**
 * Whether the booker may be named or corrected: while the order is ready or paid.
 * Problems in order: order-over, order-expired.
 */
export function nameBooker(order: Order, now: Date): Order | Problem {
  if (order.status === 'canceled' || order.standing) return orderOver()
  if (order.status !== 'paid' && !isAlive(order, now)) return orderExpired()
  return order
}

/** A position in a list of bookings: upcoming ones by start, then past ones, latest first. */
export type Cursor =
  | { readonly part: 'upcoming'; readonly startsAt: Date | null; readonly id: string }
  | { readonly part: 'past'; readonly id: string }

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
/** `upcoming.<milliseconds, or nothing>.<id>` or `past.<id>`. */
export const CURSOR_PATTERN = `^(?:upcoming\\.\\d{0,15}\\.|past\\.)${uuid}$`

export const writeCursor = (cursor: Cursor): string =>
  cursor.part === 'past'
    ? `past.${cursor.id}`
    : `upcoming.${cursor.startsAt?.getTime() ?? ''}.${cursor.id}`

/** Parses a cursor that matches `CURSOR_PATTERN`. */
export function readCursor(text: string): Cursor {
  const [part, one = '', two = ''] = text.split('.')
  if (part === 'past') return { part, id: one }
  return { part: 'upcoming', startsAt: one ? new Date(Number(one)) : null, id: two }
}
