/** The only bound on names of people, in characters as `lengthOf` counts them. */
export const PERSON_NAME_MOST = 80

/** Length in Unicode code points after NFC: equal for composed and decomposed Hangul. */
export const lengthOf = (text: string): number => [...text.normalize('NFC')].length
