import format, { type CompiledMessage, type FormatValues } from 'icu-minify/format'
import { type ReactNode, use, useSyncExternalStore } from 'react'
import type { Language } from '../kernel/language.ts'

/** Korean unless the reader has chosen otherwise; `index.html` has already put it on the page. */
let language: Language = document.documentElement.lang === 'en' ? 'en' : 'ko'

const listeners = new Set<() => void>()
const loads: ((wanted: Language) => Promise<void>)[] = []

export const currentLanguage = (): Language => language

/** Resolves when every catalogue that has been met so far speaks the current language. */
export const languageReady = (): Promise<unknown> =>
  Promise.all(loads.map((load) => load(language)))

/** Switches the whole page, without a reload: what has been typed stays. */
export async function chooseLanguage(wanted: Language): Promise<void> {
  try {
    localStorage.setItem('jari-language', wanted) // first: who leaves at once has chosen all the same
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
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

/** The dotted way to every text of a catalogue: `booking.paid.title`. */
type KeyOf<Messages> = {
  [Key in keyof Messages & string]: Messages[Key] extends string
    ? Key
    : `${Key}.${KeyOf<Messages[Key]>}`
}[keyof Messages & string]

export interface Say<Messages> {
  (key: KeyOf<Messages>, values?: Record<string, string | number>): string
  /** With elements where the text has tags. */
  readonly rich: (key: KeyOf<Messages>, values: FormatValues<ReactNode>) => ReactNode
}

/**
 * The texts of one part of the site. Korean comes with its screens; English, which must have the
 * same keys, is fetched when it is asked for.
 *
 * @returns a hook for screens, and a plain function for what is said outside of them
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
    // A part that came late brings a catalogue which nobody has asked to speak yet. Where it cannot
    // be fetched, Korean is better than nothing.
    if (!spoken[wanted]) late ??= load(wanted).catch(() => {})
    // Also when it has come: React draws what had to wait again, and counts on the same hooks.
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

/** The texts are ICU messages, compiled when the site is built. */
function sayIn<Messages extends object>(locale: Language, messages: Messages): Say<Messages> {
  const rich = (key: string, values?: FormatValues<ReactNode>): ReactNode => {
    let found: unknown = messages
    for (const part of key.split('.')) found = (found as Record<string, unknown>)[part]
    return format<ReactNode>(found as CompiledMessage, locale, values, { formatters })
  }
  return Object.assign(rich as (key: string, values?: FormatValues) => string, { rich })
}
