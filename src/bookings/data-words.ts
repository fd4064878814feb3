/** A word in Korean and in English, by name. */
type NamedWords = Readonly<Record<string, readonly [ko: string, en: string]>>

/** What a person reads in the download of what is kept about them: parts, their members, and values of lists. */
export interface DataWords {
  readonly parts: NamedWords
  readonly fields: NamedWords
  readonly values: NamedWords
}
