/** A word in Korean and in English, by name. */
export type NamedWords = Readonly<Record<string, readonly [ko: string, en: string]>>

/**
 * What a person reads in the download of what is kept about them: parts, their members, and values of lists. A name is
 * good everywhere, or after what it is a member of: `wins.expiresAt`, `stage.paid`.
 */
export interface DataWords {
  readonly parts: NamedWords
  readonly fields: NamedWords
  readonly values: NamedWords
  /** Members that the page leaves out: of machines, or public anyway. */
  readonly hidden?: readonly string[]
  /** Members that are amounts in the currency beside them. */
  readonly amounts?: readonly string[]
}
