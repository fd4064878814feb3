import type { Language } from '../kernel/language.ts'

/** The title of an order of several things, as it is kept. */
export const mixedTitle = ([first = '', ...others]: readonly string[]): string =>
  others.length === 0 ? first : `${first} 외 ${others.length}건`

/** The same for a reader; names of things are the seller's. */
export const titleIn = (title: string, language: Language): string =>
  language === 'ko' ? title : title.replace(/ 외 (\d+)건$/, ' and $1 more')
