/** The same text in both languages. */
export interface Said {
  readonly ko: string
  readonly en: string
}
