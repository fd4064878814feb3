import { addDays, type WallDate, type WallTime, weekdayOf } from '../../kernel/time.ts'

/** A part of a day: lists show times within it. */
export type DayPart = 'morning' | 'lunch' | 'afternoon' | 'evening' | 'night'

/** From when until when; the last one is not included. */
export const partTimes: Readonly<Record<DayPart, readonly [from: WallTime, until: WallTime]>> = {
  morning: ['06:00', '11:00'],
  lunch: ['11:00', '14:30'],
  afternoon: ['14:00', '17:00'],
  evening: ['17:00', '22:00'],
  night: ['20:00', '24:00'],
}

/** What somebody typed into a search: when they come, how many, and the words that are left. */
export interface Wanted {
  readonly date?: WallDate
  readonly time?: WallTime
  readonly part?: DayPart
  readonly party?: number
  readonly words: string
}

/** While it is read. */
interface Reading {
  text: string
  readonly today: WallDate
  date?: WallDate
  time?: WallTime
  part?: DayPart
  party?: number
}

type Read = (match: RegExpMatchArray, reading: Reading) => boolean

const two = (part: number): string => String(part).padStart(2, '0')

/** Not inside of a Korean or Latin word. */
const before = '(?<![가-힣a-z0-9])'
/** At the end of a word, or before a particle or what else belongs to a time. */
const after =
  '(?=(?:에는|에서|에|의|날)?(?:\\s|$|,|[0-9])|(?:오전|오후|아침|점심|저녁|밤)(?:에는|에|\\s|$|,|[0-9]))'

const KO_WEEKDAYS = '월화수목금토일'
const EN_WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const EN_MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const KO_COUNTS = ['한', '두', '세', '네', '다섯', '여섯', '일곱', '여덟', '아홉', '열']
const EN_COUNTS = 'one two three four five six seven eight nine ten'.split(' ')
const weekdayEn = '(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday|s|rs)?'

/** A day of the week that is next, today included; or of this week, or of the next one. */
function weekday(today: WallDate, wanted: number, week: 'next' | 'this' | undefined): WallDate {
  const here = weekdayOf(today)
  if (week === 'next') return addDays(today, 7 - here + wanted)
  return addDays(today, (wanted - here + 7) % 7)
}

/** The next such date, this year or the one after it; undefined: the calendar has none. */
function dateOf(today: WallDate, month: number, day: number): WallDate | undefined {
  for (const year of [Number(today.slice(0, 4)), Number(today.slice(0, 4)) + 1]) {
    const date = `${year}-${two(month)}-${two(day)}`
    const isReal = new Date(`${date}T00:00Z`).toJSON()?.startsWith(date) === true
    if (isReal && date >= today) return date
  }
  return undefined
}

function setDate(reading: Reading, date: WallDate | undefined): boolean {
  if (date === undefined) return false
  reading.date ??= date
  return true
}

const inDays =
  (days: number): Read =>
  (_, reading) =>
    setDate(reading, addDays(reading.today, days))

/** An hour that says no half of the day is one at which people go out: 7 is 19:00, 11 is 11:00. */
function setTime(
  reading: Reading,
  { hour, minute, half }: { hour: number; minute: number; half: 'am' | 'pm' | undefined },
): boolean {
  const isOut = hour < 10 && reading.part !== 'morning' && half === undefined
  const shown = half === 'am' ? hour % 12 : half === 'pm' || isOut ? (hour % 12) + 12 : hour
  if (hour > 24 || minute > 59 || shown > 23) return false
  reading.time ??= `${two(shown)}:${two(minute)}`
  return true
}

const setPart =
  (part: DayPart, days?: number): Read =>
  (_, reading) => {
    reading.part ??= part
    if (days !== undefined) setDate(reading, addDays(reading.today, days))
    return true
  }

function setParty(reading: Reading, party: number): boolean {
  if (party < 1 || party > 99) return false
  reading.party ??= party
  return true
}

const halves: Readonly<Record<string, 'am' | 'pm'>> = {
  ...{ 오전: 'am', 아침: 'am', 새벽: 'am', am: 'am' },
  ...{ 오후: 'pm', 저녁: 'pm', 밤: 'pm', pm: 'pm' },
}
const partOfHalf: Readonly<Record<string, DayPart>> = {
  ...{ 아침: 'morning', 저녁: 'evening', 밤: 'night' },
}

/** Phrases in the order in which they are read; each is taken out of the text. */
const phrases: readonly (readonly [RegExp, Read])[] = [
  // dates in Korean
  [new RegExp(`${before}(?:오늘|금일)${after}`), inDays(0)],
  [new RegExp(`${before}내일 ?모레${after}`), inDays(2)],
  [new RegExp(`${before}(?:내일|명일)${after}`), inDays(1)],
  [new RegExp(`${before}모레${after}`), inDays(2)],
  [new RegExp(`${before}글피${after}`), inDays(3)],
  [
    new RegExp(`${before}(이번|다음|담) ?주 ?([${KO_WEEKDAYS}])(?:요일)?${after}`),
    ([, week = '', day = ''], reading) => {
      const wanted = KO_WEEKDAYS.indexOf(day) + 1
      return setDate(reading, weekday(reading.today, wanted, week === '이번' ? 'this' : 'next'))
    },
  ],
  [
    new RegExp(`${before}(?:(이번|다음|담) ?주? ?)?주말${after}`),
    ([, week], reading) =>
      setDate(reading, weekday(reading.today, 6, week && week !== '이번' ? 'next' : undefined)),
  ],
  [
    new RegExp(`${before}([${KO_WEEKDAYS}])요일${after}`),
    ([, day = ''], reading) =>
      setDate(reading, weekday(reading.today, KO_WEEKDAYS.indexOf(day) + 1, undefined)),
  ],
  [
    /(?<!\d)(\d{1,2}) ?월 ?(\d{1,2}) ?일/,
    ([, month, day], reading) =>
      setDate(reading, dateOf(reading.today, Number(month), Number(day))),
  ],
  [
    /(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)/,
    ([date], reading) => setDate(reading, /\d{4}-\d\d-\d\d/.exec(date)?.[0]),
  ],
  [
    /(?<![\d/])(\d{1,2})\/(\d{1,2})(?![\d/])/,
    ([, month, day], reading) =>
      setDate(reading, dateOf(reading.today, Number(month), Number(day))),
  ],
  // dates in English
  [/\b(?:the )?day after tomorrow\b/, inDays(2)],
  [/\btonight\b/, setPart('evening', 0)],
  [/\btoday\b/, inDays(0)],
  [/\btomorrow\b/, inDays(1)],
  [
    new RegExp(`\\b(?:on )?(?:(this|next) )?${weekdayEn}\\b`),
    ([, week, day = ''], reading) =>
      setDate(
        reading,
        weekday(reading.today, EN_WEEKDAYS.indexOf(day) + 1, week === 'next' ? 'next' : undefined),
      ),
  ],
  [
    /\b(?:(this|next|on the|at the) )?weekend\b/,
    ([, week], reading) =>
      setDate(reading, weekday(reading.today, 6, week === 'next' ? 'next' : undefined)),
  ],
  [
    new RegExp(`\\b(?:on )?(${EN_MONTHS.join('|')})[a-z]* (\\d{1,2})(?:st|nd|rd|th)?\\b`),
    ([, month = '', day], reading) =>
      setDate(reading, dateOf(reading.today, EN_MONTHS.indexOf(month) + 1, Number(day))),
  ],
  [
    new RegExp(`\\b(?:on )?(\\d{1,2})(?:st|nd|rd|th)? (?:of )?(${EN_MONTHS.join('|')})[a-z]*\\b`),
    ([, day, month = ''], reading) =>
      setDate(reading, dateOf(reading.today, EN_MONTHS.indexOf(month) + 1, Number(day))),
  ],
  // times
  [
    /(오전|오후|아침|저녁|밤|새벽)?(?:에)? ?(?<!\d)(\d{1,2}) ?시(?: ?(반)| ?(\d{1,2}) ?분)?(?:쯤|경)?/,
    ([, said = '', hour, half, minute], reading) => {
      const part = partOfHalf[said]
      if (part) reading.part ??= part
      const minutes = half ? 30 : Number(minute ?? 0)
      return setTime(reading, { hour: Number(hour), minute: minutes, half: halves[said] })
    },
  ],
  [
    /(오전|오후|아침|저녁|밤)? ?(?<!\d)(?:at )?(\d{1,2}):(\d\d) ?(am|pm)?\b/,
    ([, said = '', hour, minute, english = ''], reading) => {
      const half = halves[english] ?? halves[said]
      const isLong = String(hour).length === 2
      return setTime(reading, {
        ...{ hour: Number(hour), minute: Number(minute) },
        half: half ?? (isLong && Number(hour) < 10 ? 'am' : undefined),
      })
    },
  ],
  [
    /\b(?:at )?(\d{1,2}) ?(am|pm)\b/,
    ([, hour, half = ''], reading) =>
      setTime(reading, { hour: Number(hour), minute: 0, half: halves[half] }),
  ],
  [
    /\bat (\d{1,2})\b/,
    ([, hour], reading) => setTime(reading, { hour: Number(hour), minute: 0, half: undefined }),
  ],
  // parts of a day
  [new RegExp(`${before}(?:오전|아침)${after}`), setPart('morning')],
  [new RegExp(`${before}(?:점심|런치)(?:시간)?${after}`), setPart('lunch')],
  [new RegExp(`${before}오후${after}`), setPart('afternoon')],
  [new RegExp(`${before}(?:저녁|디너)(?:시간)?${after}`), setPart('evening')],
  [new RegExp(`${before}밤${after}`), setPart('night')],
  [/\b(?:in the |for )?(?:morning|breakfast)\b/, setPart('morning')],
  [/\b(?:at |for )?(?:noon|lunch)\b/, setPart('lunch')],
  [/\b(?:in the )?afternoon\b/, setPart('afternoon')],
  [/\b(?:in the |for )?(?:evening|dinner)\b/, setPart('evening')],
  [/\b(?:at )?night\b/, setPart('night')],
  // parties
  [
    /(?<!\d)(\d{1,2}) ?(?:명|인|분)(?:이서|이|석)?(?=\s|$|,)/,
    ([, party], reading) => setParty(reading, Number(party)),
  ],
  [
    new RegExp(`${before}(${KO_COUNTS.join('|')}) ?(?:명|분|사람)(?:이서|이)?(?=\\s|$|,)`),
    ([, count = ''], reading) => setParty(reading, KO_COUNTS.indexOf(count) + 1),
  ],
  [
    /(?<![가-힣])(혼자|둘이서?|셋이서?|넷이서?)(?=\s|$|,)/,
    ([, who = ''], reading) => setParty(reading, '혼둘셋넷'.indexOf(who.charAt(0)) + 1),
  ],
  [
    new RegExp(
      `\\b(?:(?:a )?(?:party|table|group) (?:of|for) |for )(\\d{1,2}|${EN_COUNTS.join('|')})(?: people| persons?| guests?)?\\b`,
    ),
    ([, count = ''], reading) => setParty(reading, counted(count)),
  ],
  [
    new RegExp(`\\b(\\d{1,2}|${EN_COUNTS.join('|')}) (?:people|persons?|guests?)\\b`),
    ([, count = ''], reading) => setParty(reading, counted(count)),
  ],
]

const counted = (count: string): number => EN_COUNTS.indexOf(count) + 1 || Number(count)

/** Words that say nothing of which place is meant. */
const NOISE =
  /(?<![가-힣a-z])(?:에는|에서|에|의|예약|맛집|식당|가능한|곳|자리|restaurants?|places?|tables?|near|in|at|on|for|the|a)(?=\s|$|,)/g

/**
 * Reads what somebody typed, in Korean or English: `내일 저녁 2명 강남 초밥`, `sushi tomorrow evening for two`. What
 * is not understood stays as words.
 *
 * @param today in the time zone of who types
 */
export function readWanted(typed: string, today: WallDate): Wanted {
  const reading: Reading = { text: typed.normalize('NFC').toLowerCase().trim(), today }
  for (const [phrase, read] of phrases) {
    const match = phrase.exec(reading.text)
    if (!match || !read(match, reading)) continue
    const end = match.index + match[0].length
    reading.text = `${reading.text.slice(0, match.index)} ${reading.text.slice(end)}`
  }
  const { date, time, part, party } = reading
  const isTimed = date ?? time ?? part ?? party
  const left =
    isTimed === undefined
      ? reading.text
      : reading.text.replaceAll(/(?<=^|\s)(?:에는|에서|에|의|쯤|날)(?=\s|$)/g, ' ')
  return {
    ...(date !== undefined && { date }),
    ...(time !== undefined && { time }),
    ...(part !== undefined && { part }),
    ...(party !== undefined && { party }),
    words: withoutNoise(left),
  }
}

/** A search for nothing but `식당` is one for all of them. */
const withoutNoise = (text: string): string =>
  text
    .replaceAll(NOISE, ' ')
    .replaceAll(/[\s,]+/g, ' ')
    .trim()
