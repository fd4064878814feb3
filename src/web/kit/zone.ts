import { zoneShortText } from '../../kernel/format.ts'
import type { Language } from '../../kernel/language.ts'

let own: string | undefined

/** The time zone of the reader's device. Kept: a list asks once a card, and each answer takes a millisecond. */
export function ownZone(): string {
  own ??= Intl.DateTimeFormat().resolvedOptions().timeZone
  return own
}

/** The name of a store's time zone where the reader's clock is in another; else undefined. */
export const zoneElsewhere = (timeZone: string, language: Language): string | undefined =>
  timeZone === ownZone() ? undefined : zoneShortText(timeZone, language)

/** A time of a store, with its zone where that is not the reader's: `19:30 (미 동부 시간)`. */
export function withZone(time: string, timeZone: string, language: Language): string {
  const zone = zoneElsewhere(timeZone, language)
  return zone ? `${time} (${zone})` : time
}
