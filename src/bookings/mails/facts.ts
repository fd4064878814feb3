import { oneLine } from '../../kernel/calendar.ts'
import { dayLongText, dayText, zoneText } from '../../kernel/format.ts'
import type { Language } from '../../kernel/language.ts'
import { wallDate, wallTime } from '../../kernel/time.ts'
import type { Order } from '../../orders/rules.ts'
import type { Pricing } from '../../stores/pricing-rules.ts'
import type { BookingDoor, Line, Words } from '../door.ts'
import type { BookingRow } from '../queries.ts'

/** The facts of a booking's mails. */
export interface Facts {
  readonly words: Words
  readonly order: Order
  /** Of the recipient. */
  readonly name: string
  readonly store: string
  readonly timeZone: string
  readonly pricing: Pricing
  /** By start. */
  readonly lines: readonly Line[]
  readonly link: string
  /** How often it was moved: the version of its calendar entry. */
  readonly moves: number
}

export const factsOf = (
  { words }: BookingDoor,
  order: Order,
  { store, moves }: BookingRow,
  lines: readonly Line[],
  { name, publicUrl }: { readonly name: string; readonly publicUrl: string },
): Facts => ({
  words,
  order,
  name: oneLine(name),
  store: oneLine(store.name),
  timeZone: store.timeZone,
  pricing: store.pricing,
  lines,
  link: `${publicUrl}/bookings/${order.id}`,
  moves,
})

/** `11월 30일 (월) 19:30` of the first line; empty where nothing begins. */
export function whenText({ lines, timeZone }: Facts, language: Language): string {
  const [first] = lines
  if (!first?.startsAt) return ''
  return `${dayText(wallDate(first.startsAt, timeZone), language)} ${wallTime(first.startsAt, timeZone)}`
}

/** Store, times, what was bought and the order number: a line for each start. */
export const korean = (facts: Facts): string =>
  `${facts.words.store.ko}: ${facts.store}
${timesOf(facts)
  .map(({ startsAt, lines }) =>
    [
      startsAt && `일시: ${longText(startsAt, facts, 'ko', ' ')}\n`,
      `내용: ${lines.map(({ what }) => oneLine(what.ko)).join(', ')}`,
    ].join(''),
  )
  .join('\n')}
주문 번호: ${facts.order.number}`

export const english = (facts: Facts): string =>
  `${facts.words.store.en}: ${facts.store}
${timesOf(facts)
  .map(({ startsAt, lines }) =>
    [
      startsAt && `Date and time: ${longText(startsAt, facts, 'en', ', ')}\n`,
      `Booked: ${lines.map(({ what }) => oneLine(what.en)).join(', ')}`,
    ].join(''),
  )
  .join('\n')}
Order number: ${facts.order.number}`

/** The lines of each start, in order. */
export function timesOf({ lines }: Pick<Facts, 'lines'>) {
  const byStart = Map.groupBy(lines, ({ startsAt }) => startsAt?.getTime() ?? null)
  return [...byStart].map(([at, some]) => ({
    startsAt: at === null ? null : new Date(at),
    lines: some,
  }))
}

/** `2026년 12월 1일 화요일 19:00 (한국 표준시)`. */
export const longText = (
  at: Date,
  { timeZone }: Facts,
  language: Language,
  between: string,
): string =>
  `${dayLongText(wallDate(at, timeZone), language)}${between}${wallTime(at, timeZone)} (${zoneText(timeZone, language)})`
