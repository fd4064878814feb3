import format, { type CompiledMessage, type FormatValues } from 'icu-minify/format'
import { type ReactNode, use, useSyncExternalStore } from 'react'
import type { Language } from '../kernel/language.ts'

/** Korean unless the reader chose otherwise; `index.html` has set it on the page already. */
let language: Language = document.documentElement.lang === 'en' ? 'en' : 'ko'

const listeners = new Set<() => void>()
const loads: ((wanted: Language) => Promise<void>)[] = []

export const currentLanguage = (): Language => language

/** Resolves when all loaded catalogues have the current language. */
export const languageReady = (): Promise<unknown> =>
  Promise.all(loads.map((load) => load(language)))

/** Switches the language without a reload: typed input stays. */
export async function chooseLanguage(wanted: Language): Promise<void> {
  try {
    localStorage.setItem('jari-language', wanted) // first: the choice is stored even if the page is left at once
  } catch {
    // Storage may be blocked; then the choice lasts as long as the page.
  }
  await Promise.all(loads.map((load) => load(wanted)))
  language = wanted
  document.documentElement.lang = wanted
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useLanguage = (): Language => useSyncExternalStore(subscribe, currentLanguage)

/** The dotted key of each text of a catalogue: `booking.paid.title`. */
type KeyOf<Messages> = {
  [Key in keyof Messages & string]: Messages[Key] extends string
    ? Key
    : `${Key}.${KeyOf<Messages[Key]>}`
}[keyof Messages & string]

export interface Say<Messages> {
  (key: KeyOf<Messages>, values?: Record<string, string | number>): string
  /** With React elements for tags in the text. */
  readonly rich: (key: KeyOf<Messages>, values: FormatValues<ReactNode>) => ReactNode
}

/**
 * The texts of one part of the site. Korean is bundled with its screens; English, with the same
 * keys, is loaded on demand.
 *
 * @returns a hook for screens, and a function for use outside of them
 */
export function catalogue<Messages extends object>(
  korean: Messages,
  english: () => Promise<{ readonly default: Messages }>,
) {
  const spoken: { ko: Say<Messages>; en?: Say<Messages> } = { ko: sayIn('ko', korean) }
  const load = async (wanted: Language): Promise<void> => {
    spoken[wanted] ??= sayIn(wanted, (await english()).default)
  }
  loads.push(load)
  let late: Promise<void> | undefined
  const say = (): Say<Messages> => spoken[language] ?? spoken.ko
  // biome-ignore lint/correctness/noComponentHookFactories: a catalogue is made once, by its module
  const useText = (): Say<Messages> => {
    const wanted = useLanguage()
    // A lazily loaded part brings a catalogue whose English is not loaded yet. If it cannot be,
    // Korean is better than nothing.
    if (!spoken[wanted]) late ??= load(wanted).catch(() => {})
    // Also after it has loaded: on the retry of a suspended render React expects the same hooks.
    if (late) use(late)
    return say()
  }
  return { useText, say }
}

const formatters = {
  getDateTimeFormat: (...asked: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
    new Intl.DateTimeFormat(...asked),
  getNumberFormat: (...asked: ConstructorParameters<typeof Intl.NumberFormat>) =>
    new Intl.NumberFormat(...asked),
  getPluralRules: (...asked: ConstructorParameters<typeof Intl.PluralRules>) =>
    new Intl.PluralRules(...asked),
}

/** ICU messages, compiled at build. */
function sayIn<Messages extends object>(locale: Language, messages: Messages): Say<Messages> {
  const rich = (key: string, values?: FormatValues<ReactNode>): ReactNode => {
    let found: unknown = messages
    for (const part of key.split('.')) found = (found as Record<string, unknown>)[part]
    return format<ReactNode>(found as CompiledMessage, locale, values, { formatters })
  }
  return Object.assign(rich as (key: string, values?: FormatValues) => string, { rich })
}
