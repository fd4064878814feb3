import { oneLine } from '../../kernel/calendar.ts'
import { dayLongText, dayText } from '../../kernel/format.ts'
import type { Language } from '../../kernel/language.ts'
import { wallDate, wallTime } from '../../kernel/time.ts'
import type { Order } from '../../orders/rules.ts'
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
  /** By start. */
  readonly lines: readonly Line[]
  readonly link: string
}

export const factsOf = (
  { words }: BookingDoor,
  order: Order,
  { store }: BookingRow,
  lines: readonly Line[],
  { name, publicUrl }: { readonly name: string; readonly publicUrl: string },
): Facts => ({
  words,
  order,
  name: oneLine(name),
  store: oneLine(store.name),
  timeZone: store.timeZone,
  lines,
  link: `${publicUrl}/bookings/${order.id}`,
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

const longText = (at: Date, { timeZone }: Facts, language: Language, between: string): string =>
  `${dayLongText(wallDate(at, timeZone), language)}${between}${wallTime(at, timeZone)} (${zoneText(timeZone, language)})`

/** `한국 시간`, `Korean Standard Time`. */
function zoneText(timeZone: string, language: Language): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'longGeneric' })
    .formatToParts(new Date(0))
    .find(({ type }) => type === 'timeZoneName')
  return parts?.value ?? timeZone
}
