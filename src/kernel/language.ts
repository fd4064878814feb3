/** The languages of every text: Korean first. */
export type Language = 'ko' | 'en'
