import type { Language } from '../../kernel/language.ts'

/** Of `America/Argentina/Buenos_Aires` the city. */
const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

const formatted = (
  zone: string,
  language: Language,
  timeZoneName: 'shortGeneric' | 'shortOffset',
) =>
  new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName })
    .formatToParts(new Date())
    .find(({ type }) => type === 'timeZoneName')?.value ?? ''

/** A time zone as a reader knows it: `Seoul (GMT+9)`, `대한민국 시간, Seoul (GMT+9)`. */
export function zoneName(zone: string, language: Language): string {
  const city = `${cityOf(zone)} (${formatted(zone, 'en', 'shortOffset')})`
  return language === 'ko' ? `${formatted(zone, 'ko', 'shortGeneric')}, ${city}` : city
}
