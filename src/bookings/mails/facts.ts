import { oneLine } from '../../kernel/calendar.ts'
import { dayLongText, dayText, priceText, zoneText } from '../../kernel/format.ts'
import type { Language } from '../../kernel/language.ts'
import { wallDate, wallTime } from '../../kernel/time.ts'
import type { Order } from '../../orders/rules.ts'
import { type Pricing, pricingOfLines, sumText } from '../../stores/pricing-rules.ts'
import type { BookingDoor, Line } from '../door.ts'
import { type Doors, doorOf } from '../doors.ts'
import type { StoreLocation } from '../location.ts'
import type { BookingRow } from '../queries.ts'
import type { Said } from '../said.ts'
import type { OrderWords, Words } from '../words.ts'

/** The facts of a booking's mails. */
export interface Facts {
  /** Of the door that sold it; of an order with things of several, those of its store. */
  readonly words: Words
  /** What else has to be said of how it is canceled, with what it is about. */
  readonly alsoCanceled: readonly Said[]
  /** What the order is called, by what is in it. */
  readonly ordered: OrderWords
  /** By front door: what its lines are called. */
  readonly contents: ReadonlyMap<string, OrderWords>
  readonly order: Order
  /** Of the recipient. */
  readonly name: string
  readonly store: string
  readonly timeZone: string
  /** Where guests go; null: unknown, or nothing begins there. */
  readonly location: StoreLocation | null
  /** Of all of it; what the store's prices mean is not said of goods. */
  readonly pricing: Pricing
  /** By front door, of an order with things of several: what its prices mean. */
  readonly pricings: ReadonlyMap<string, Pricing>
  /** By start. */
  readonly lines: readonly Line[]
  readonly link: string
  /** How often it was moved: the version of its calendar entry. */
  readonly moves: number
}

const BOOKING: OrderWords = {
  noun: { ko: '예약', en: 'booking' },
  confirmed: '확정',
  buyer: { ko: '손님', en: 'guest' },
  content: { ko: '내용', en: 'Booked' },
}

const wordsOf = (engine: Doors, { door }: Pick<Line, 'door'>): OrderWords =>
  doorOf(engine, door).words.ordered ?? BOOKING

/** `예약`, `주문`, or of an order with both `예약·주문`; without lines, as the store's own door says. */
export function orderedAs(
  engine: Doors,
  { door }: Pick<Line, 'door'>,
  lines: readonly Pick<Line, 'door'>[],
): OrderWords {
  const [first, ...others] = new Set(lines.map((line) => wordsOf(engine, line)))
  if (!first || others.length === 0) return first ?? wordsOf(engine, { door })
  const all = [first, ...others]
  return {
    ...BOOKING,
    noun: {
      ko: all.map(({ noun }) => noun.ko).join('·'),
      en: all.map(({ noun }) => noun.en).join(' and '),
    },
  }
}

export const factsOf = (
  engine: Doors,
  own: BookingDoor,
  order: Order,
  { store, moves, location }: BookingRow,
  lines: readonly Line[],
  { name, link }: { readonly name: string; readonly link: string },
): Facts => ({
  ...soldFacts(engine, own, pricingOfLines(store.pricing, lines), lines),
  ordered: orderedAs(
    engine,
    store,
    lines.filter(({ isAside }) => !isAside),
  ),
  contents: new Map(lines.map((line) => [line.door, wordsOf(engine, line)])),
  order,
  name: oneLine(name),
  store: oneLine(store.name),
  timeZone: store.timeZone,
  location: lines.some(({ startsAt }) => startsAt) ? location : null,
  lines,
  link,
  moves,
})

const UNSAID: Pricing = { means: null, per: null }

/** What follows from who sold what. */
function soldFacts(
  engine: Doors,
  own: BookingDoor,
  pricing: Pricing,
  lines: readonly Line[],
): Pick<Facts, 'words' | 'alsoCanceled' | 'pricing' | 'pricings'> {
  const names = new Set(lines.map(({ door }) => door))
  const sellers = [...names].map((name) => doorOf(engine, name))
  const [one = own, ...others] = sellers
  const { store } = own.words
  const says = ({ pricePer, fullPrice }: BookingDoor): Pricing =>
    pricePer.length > 0 ? { ...pricing, fullPrice } : UNSAID
  if (others.length === 0)
    return {
      ...{ words: { ...one.words, store }, alsoCanceled: [] },
      ...{ pricing: says(one), pricings: new Map() },
    }
  const { cancellation: _, ...words } = own.words
  const durationSeconds = Math.max(...sellers.map((door) => door.words.durationSeconds))
  return {
    words: { ...words, durationSeconds },
    alsoCanceled: sellers.flatMap((door) => canceledAs(door.words)),
    pricing: sellers.every(({ pricePer }) => pricePer.length > 0) ? pricing : UNSAID,
    pricings: new Map(sellers.map((door) => [door.name, says(door)])),
  }
}

/** `상품: 판매자가 상품을 포장하기 전까지 취소할 수 있고, …` */
function canceledAs({ cancellation, ordered }: Words): Said[] {
  if (!cancellation) return []
  const { ko, en } = (ordered ?? BOOKING).content
  return [{ ko: `${ko}: ${cancellation.ko}`, en: `${en}: ${cancellation.en}` }]
}

/** `11월 30일 (월) 19:30` of the first line; empty where nothing begins. */
export function whenText(facts: Facts, language: Language): string {
  const { timeZone } = facts
  const [first] = leftOf(facts)
  if (!first?.startsAt) return ''
  return `${dayText(wallDate(first.startsAt, timeZone), language)} ${wallTime(first.startsAt, timeZone)}`
}

/** The price paid; of what is paid at the store, or not at all, the words for it. */
export function paidText({ order, lines }: Facts, language: Language): string {
  if (order.amount > 0) return priceText(order, language)
  const atStore = lines.flatMap((line) => line.atStore?.[language] ?? [])
  return atStore.length > 0
    ? [...new Set(atStore)].join(', ')
    : { ko: '무료', en: 'free' }[language]
}

export const capitalized = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}`

/** `예약 확정: 한강식당 11월 30일 (월) 19:30 (Booking confirmed)`. */
export const subjectOf = (facts: Facts, ko: string, en: string): string =>
  [`${ko}: ${facts.store}`, whenText(facts, 'ko'), `(${capitalized(en)})`].filter(Boolean).join(' ')

/** Store, times, what was bought and the order number: a line for each start, or for each thing. */
export const korean = (facts: Facts): string => summary(facts, 'ko')
export const english = (facts: Facts): string => summary(facts, 'en')

const heads = {
  ko: { when: '일시', number: '주문 번호', between: ' ' },
  en: { when: 'Date and time', number: 'Order number', between: ', ' },
} as const

function summary(facts: Facts, language: Language): string {
  const { when, number, between } = heads[language]
  const times = timesOf({ lines: leftOf(facts) }).map(({ startsAt, lines }) =>
    [
      startsAt && `${when}: ${longText(startsAt, facts, language, between)}\n`,
      contentText(facts, lines, language),
    ].join(''),
  )
  return [
    `${facts.words.store[language]}: ${facts.store}`,
    ...times,
    `${number}: ${facts.order.number}`,
  ].join('\n')
}

/** What was bought, by the doors that sell it: `내용: 테이블 1개`, or a list with prices. */
function contentText(facts: Facts, lines: readonly Line[], language: Language): string {
  const byWords = Map.groupBy(lines, ({ door }) => facts.contents.get(door) ?? BOOKING)
  return [...byWords]
    .map(([{ content, isListed }, some]) =>
      isListed
        ? [
            `${content[language]}:`,
            ...asListed(some).map((line) => thingText(facts, line, language)),
          ].join('\n')
        : `${content[language]}: ${some.map((line) => bookedText(facts, line, language)).join(', ')}`,
    )
    .join('\n')
}

/** `테이블 1개`; beside goods with its price, and what that is: `테이블 1개, 25,000원 (예약금)`. */
function bookedText({ order, pricings }: Facts, line: Line, language: Language): string {
  const what = oneLine(line.what[language])
  const pricing = pricings.get(line.door)
  if (!pricing || line.unitPrice === 0) return what
  const price = priceText({ ...order, amount: line.unitPrice * line.quantity }, language)
  const is = sumText(pricing)?.[language]
  return `${what}, ${price}${is ? ` (${is})` : ''}`
}

/** What goes along, like a coupon, is none of the things: it stands below them. */
const asListed = (lines: readonly Line[]): readonly Line[] =>
  lines.toSorted((one, other) => Number(one.isAside) - Number(other.isAside))

/** `- 머그컵 · 파랑 2개, 24,000원`; what goes along has no price. */
function thingText(facts: Facts, line: Line, language: Language): string {
  const what = whatText(facts, line, language)
  if (line.isAside) return what
  const amount = line.unitPrice * line.quantity
  return `- ${what}, ${priceText({ ...facts.order, amount }, language)}`
}

/** With its quantity, also of a single one where things are listed. */
export function whatText(facts: Facts, line: Line, language: Language): string {
  const what = oneLine(line.what[language])
  const isOne = language === 'en' && line.quantity === 1 && !line.isAside
  return isOne && facts.contents.get(line.door)?.isListed ? `${what} × 1` : what
}

/** The lines of which something is left; all of them where nothing is. */
export function leftOf({ lines }: Pick<Facts, 'lines'>): readonly Line[] {
  const left = lines.filter(({ quantity }) => quantity > 0)
  return left.length > 0 ? left : lines
}

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
