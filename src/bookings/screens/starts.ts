import { dayText } from '../../kernel/format.ts'
import type { Language } from '../../kernel/language.ts'
import { worthOf } from '../../orders/money-rules.ts'
import { withZone } from '../../web/kit/zone.ts'
import type { Booking, Line } from './booking-queries.ts'

/** Lines of an order that begin together; those without a time are together too. */
export interface Start {
  readonly startsAt: string | null
  readonly date: string | null
  readonly time: string | null
  readonly lines: readonly Line[]
}

/** A start with a time. */
export type Timed = Start & {
  readonly startsAt: string
  readonly date: string
  readonly time: string
}

interface Lined {
  readonly lines: readonly Line[]
}

/** The lines of a booking by start, in the server's order; those without a time come last. */
export function startsOf({ lines }: Lined): readonly Start[] {
  return [...Map.groupBy(lines, ({ startsAt }) => startsAt)].map(([startsAt, some]) => ({
    startsAt,
    date: some[0]?.date ?? null,
    time: some[0]?.time ?? null,
    lines: some,
  }))
}

export function timedStarts(booking: Lined): readonly Timed[] {
  return startsOf(booking).filter(
    (start): start is Timed =>
      start.startsAt !== null && start.date !== null && start.time !== null,
  )
}

/** Lines of which something is left; all of them where nothing is. Not what goes along with others. */
export function leftOf({ lines }: Lined): readonly Line[] {
  const own = lines.filter(({ isAside }) => !isAside)
  const left = own.filter(({ quantity }) => quantity > 0)
  return left.length > 0 ? left : own
}

/**
 * What was paid back of what is still bought, what was kept of what is not, and what is left; undefined
 * where nothing was paid back.
 */
export function partBack({
  status,
  price,
  payment,
  lines,
}: Lined & Pick<Booking, 'status' | 'price' | 'payment'>) {
  const amount = payment?.refunded.amount ?? 0
  if (status !== 'paid' || amount === 0 || amount >= price.amount) return undefined
  const gone = lines.reduce((sum, line) => sum + goneWorth(line), 0)
  return {
    back: { ...price, amount },
    kept: { ...price, amount: Math.max(0, gone - amount) },
    left: { ...price, amount: price.amount - amount },
  }
}

const goneWorth = ({ bought, quantity, unitPrice, discount }: Booking['lines'][number]): number =>
  worthOf(
    {
      ...{ quantity: bought, givenBack: 0 },
      ...{ unitPrice: unitPrice.amount, discount: discount.amount },
    },
    bought - quantity,
  )

/** What was paid back of what is over, and what the store has kept; undefined where nothing was. */
export function wholeBack({
  status,
  price,
  payment,
}: Pick<Booking, 'status' | 'price' | 'payment'>) {
  const amount = payment?.refunded.amount ?? 0
  if (status !== 'canceled' || amount === 0) return undefined
  return { back: { ...price, amount }, kept: { ...price, amount: price.amount - amount } }
}

/** The next start of what is left of a booking, else its last; undefined without one. */
export function nextStart(booking: Lined & Pick<Booking, 'now'>): Timed | undefined {
  const starts = timedStarts({ lines: leftOf(booking) })
  const now = Date.parse(booking.now)
  return starts.find(({ startsAt }) => Date.parse(startsAt) > now) ?? starts.at(-1)
}

/** Whether the server lists it as upcoming: a line is yet to begin, or it has no time. */
export function isUpcoming({ status, lines, now }: Lined & Pick<Booking, 'status' | 'now'>) {
  if (status !== 'ready' && status !== 'paid') return false
  const starts = leftOf({ lines }).flatMap(({ startsAt }) => startsAt ?? [])
  if (starts.length === 0) return true
  return starts.some((startsAt) => Date.parse(startsAt) > Date.parse(now))
}

/** `11월 24일 (화) 19:30`, with the store's zone for a reader in another; empty without a time. */
export const startText = (
  { date, time }: Pick<Start, 'date' | 'time'>,
  { timeZone }: Pick<Booking['store'], 'timeZone'>,
  language: Language,
) => (date && time ? withZone(`${dayText(date, language)} ${time}`, timeZone, language) : '')
