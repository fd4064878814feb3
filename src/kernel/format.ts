import type { Language } from './language.ts'
import type { Currency, Money } from './money.ts'

/** Formats numbers, prices, dates and times. Times are 24-hour in both languages. */

const units = { KRW: '원', JPY: '엔' } as const

const decimals: Record<Currency, number> = { KRW: 0, JPY: 0, USD: 2, EUR: 2 }

/** Minor units in one major unit: 100 for USD, 1 for KRW. */
export const minorPerMajor = (currency: Currency): number => 10 ** decimals[currency]

const formats = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()

function cached<Format extends Intl.NumberFormat | Intl.DateTimeFormat>(
  key: string,
  make: () => Format,
): Format {
  const format = formats.get(key) as Format | undefined
  if (format) return format
  const made = make()
  formats.set(key, made)
  return made
}

const locales: Record<Language, string> = { ko: 'ko-KR', en: 'en-US' }

/** `45,000`. */
export const numberText = (number: number, language: Language): string =>
  cached(`number ${language}`, () => new Intl.NumberFormat(locales[language])).format(number)

/** `45,000원`, `4,500엔` and `$45.00` in Korean; `₩45,000`, `¥4,500` and `$45.00` in English. */
export function priceText({ amount, currency }: Money, language: Language): string {
  const major = amount / minorPerMajor(currency)
  if (amount < 0) return `−${priceText({ amount: -amount, currency }, language)}`
  if (language === 'ko' && (currency === 'KRW' || currency === 'JPY'))
    return `${numberText(major, language)}${units[currency]}`
  return cached(
    `${language} ${currency}`,
    () =>
      new Intl.NumberFormat(locales[language], {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
      }),
  ).format(major)
}

const noon = (date: string): Date => new Date(`${date}T12:00:00Z`)

const dateFormat = (language: Language, options: Intl.DateTimeFormatOptions) =>
  cached(
    `${language} ${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(locales[language], { ...options, timeZone: 'UTC' }),
  )

/** `11월 24일 (화)` or `Tue, Nov 24`. */
export const dayText = (date: string, language: Language): string =>
  dateFormat(language, { month: 'short', day: 'numeric', weekday: 'short' }).format(noon(date))

/** `2026년 11월 24일 (화)` or `Tue, Nov 24, 2026`: where the year may be another. */
export const dayOfYearText = (date: string, language: Language): string =>
  dateFormat(language, {
    ...({ year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' } as const),
  }).format(noon(date))

/** With the year where that is not the one of `today`. */
export const dayNearText = (date: string, today: string, language: Language): string =>
  (date.slice(0, 4) === today.slice(0, 4) ? dayText : dayOfYearText)(date, language)

/** `2026년 11월 24일 화요일` or `Tuesday, November 24, 2026`. */
export const dayLongText = (date: string, language: Language): string =>
  dateFormat(language, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' }).format(
    noon(date),
  )

/** `화` or `Tue`. */
export const weekdayText = (date: string, language: Language): string =>
  dateFormat(language, { weekday: 'short' }).format(noon(date))

/** `11월` or `Nov`. */
export const monthText = (date: string, language: Language): string =>
  dateFormat(language, { month: 'short' }).format(noon(date))

/** `2026년 11월` or `November 2026`, of `2026-11`. */
export const monthLongText = (month: string, language: Language): string =>
  dateFormat(language, { year: 'numeric', month: 'long' }).format(noon(`${month}-01`))

/** The name of a weekday, 1 for Monday to 7 for Sunday. */
export const weekdayName = (weekday: number, language: Language, width: 'short' | 'long'): string =>
  dateFormat(language, { weekday: width }).format(noon(`2024-01-0${weekday}`))

/** The date in `timeZone` at an instant: `2026-11-24`. */
export const wallDateAt = (at: Date, timeZone: string): string =>
  cached(
    `date ${timeZone}`,
    () =>
      new Intl.DateTimeFormat('en-CA', {
        timeZone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
      }),
  ).format(at)

/** The time of day in `timeZone` at an instant: `19:30`. */
export const wallTimeAt = (at: Date, timeZone: string): string =>
  cached(
    `time ${timeZone}`,
    () =>
      new Intl.DateTimeFormat('en-GB', {
        timeZone,
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }),
  ).format(at)

/** The rules of a zone change: some had another name in 1970. */
const RECENT = new Date('2026-01-01T00:00:00Z')

/** The name of a time zone, the same in screens and mails: `미 동부 시간` or `Eastern Time`. */
export function zoneText(timeZone: string, language: Language): string {
  const name = cached(
    `zone ${language} ${timeZone}`,
    () => new Intl.DateTimeFormat(locales[language], { timeZone, timeZoneName: 'longGeneric' }),
  )
    .formatToParts(RECENT)
    .find(({ type }) => type === 'timeZoneName')?.value
  // Chromium has another release of these names than Node: 북미 동부 시간.
  return name?.replace(/^북미 /, '미 ') ?? timeZone
}

const shortZones: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'Asia/Seoul': { ko: '한국 시간', en: 'KST' },
}

/** The same where there is little room: `한국 시간`, `KST`, `ET`. */
export function zoneShortText(timeZone: string, language: Language): string {
  const known = shortZones[timeZone]?.[language]
  if (known || language === 'ko') return known ?? zoneText(timeZone, language)
  const name = cached(
    `short zone ${timeZone}`,
    () => new Intl.DateTimeFormat(locales.en, { timeZone, timeZoneName: 'shortGeneric' }),
  )
    .formatToParts(RECENT)
    .find(({ type }) => type === 'timeZoneName')?.value
  return name ?? timeZone
}

/** The date `days` after `date`. */
export function addDays(date: string, days: number): string {
  const moved = noon(date)
  moved.setUTCDate(moved.getUTCDate() + days)
  return moved.toISOString().slice(0, 10)
}

/** The month `months` after `month`: `2026-11`. */
export function addMonths(month: string, months: number): string {
  const moved = noon(`${month}-01`)
  moved.setUTCMonth(moved.getUTCMonth() + months)
  return moved.toISOString().slice(0, 7)
}

/** The text of a countdown: `6:58`, `47:59:58`; never below `0:00`. */
export function leftText(leftMs: number): string {
  const left = Math.max(0, Math.ceil(leftMs / 1000))
  const two = (part: number) => String(part).padStart(2, '0')
  const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`
}

/**
 * Groups the digits of a Korean phone number while they are typed: `010-1234-5678`, `02-123-4567`,
 * `0507-1234-5678`, `1588-1234`. What is not only digits and hyphens, or too long for a Korean number,
 * stays as it was typed.
 */
export function phoneText(typed: string): string {
  const folded = typed.normalize('NFKC')
  const digits = folded.replaceAll(/[\s-]/g, '')
  const isKorean = /^(0(?!0)\d*|1[5-9]\d*)$/.test(digits)
  const most = digits.startsWith('050') ? 12 : digits.startsWith('1') ? 8 : 11
  return isKorean && digits.length <= most ? groupKoreanDigits(digits) : typed
}

/** Groups the digits of a whole or unfinished Korean phone number. */
export function groupKoreanDigits(digits: string): string {
  if (digits.startsWith('1')) return grouped(digits, 4, 4)
  const area = digits.startsWith('050') ? 4 : digits.startsWith('02') ? 2 : 3
  return grouped(digits, area, digits.length > area + 7 ? 4 : 3)
}

const grouped = (digits: string, first: number, second: number): string =>
  [digits.slice(0, first), digits.slice(first, first + second), digits.slice(first + second)]
    .filter(Boolean)
    .join('-')
