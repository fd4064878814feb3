/** The languages of all texts; Korean first. */
export type Language = 'ko' | 'en'
