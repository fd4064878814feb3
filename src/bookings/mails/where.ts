import { oneLine } from '../../kernel/calendar.ts'
import type { Language } from '../../kernel/language.ts'
import { mapLinks } from '../../stores/profile/map-links.ts'
import { addressText } from '../location.ts'
import { english, type Facts, korean } from './facts.ts'

const heads = {
  ko: { address: '주소', map: '지도', phone: '전화' },
  en: { address: 'Address', map: 'Map', phone: 'Phone' },
} as const

/** What was booked, and below it where to go: for mails to a guest who comes. */
export const koreanWithPlace = (facts: Facts): string => korean(facts) + whereText(facts, 'ko')
export const englishWithPlace = (facts: Facts): string => english(facts) + whereText(facts, 'en')

function whereText({ location, store }: Facts, language: Language): string {
  if (!location) return ''
  const { address, map, phone } = heads[language]
  const links = mapLinks(location, store)
  return [
    location.address && `\n${address}: ${oneLine(addressText(location))}`,
    location.address && `\n${map}: ${language === 'ko' ? links.naver : links.google}`,
    location.phone && `\n${phone}: ${oneLine(location.phone)}`,
  ]
    .filter(Boolean)
    .join('')
}
