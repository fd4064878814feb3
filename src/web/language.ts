import { useSyncExternalStore } from 'react'
import { createTranslator, type _Translator as Translator } from 'use-intl/core'

export type Language = 'ko' | 'en'

/** Korean unless the reader has chosen otherwise; `index.html` has already put it on the page. */
let language: Language = document.documentElement.lang === 'en' ? 'en' : 'ko'

const listeners = new Set<() => void>()
const loads: ((wanted: Language) => Promise<void>)[] = []

export const currentLanguage = (): Language => language

/** Resolves when every catalogue that has been met so far speaks the current language. */
export const languageReady = (): Promise<unknown> => Promise.all(loads.map((load) => load(language)))

/** Switches the whole page, without a reload: what has been typed stays. */
export async function chooseLanguage(wanted: Language): Promise<void> {
  await Promise.all(loads.map((load) => load(wanted)))
  language = wanted
  document.documentElement.lang = wanted
  try {
    localStorage.setItem('jari-language', wanted)
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useLanguage = (): Language => useSyncExternalStore(subscribe, currentLanguage)

/**
 * The texts of one part of the site. Korean comes with its screens; English, which must have the
 * same keys, is fetched when it is asked for.
 *
 * @returns a hook for screens, and a plain function for what is said outside of them
 */
export function catalogue<Messages extends Record<string, unknown>>(
  korean: Messages,
  english: () => Promise<{ readonly default: Messages }>,
) {
  const translators: { [Spoken in Language]?: Translator<Messages> } = {
    ko: translate('ko', korean),
  }
  loads.push(async (wanted) => {
    if (!translators[wanted]) translators[wanted] = translate(wanted, (await english()).default)
  })
  const say = (): Translator<Messages> =>
    translators[language] ?? (translators.ko as Translator<Messages>)
  const useText = (): Translator<Messages> => {
    useLanguage()
    return say()
  }
  return { useText, say }
}

const translate = <Messages extends Record<string, unknown>>(locale: Language, messages: Messages) =>
  createTranslator({ locale, messages, timeZone: 'UTC' }) as Translator<Messages>
