/** What is drawn on seats, in a box of 24 × 24: by the map on its canvas, by the legend as SVG. */
export const WHEELCHAIR =
  'M11.5 2.2a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM10 7.4h3.2v3h4.3v2h-4.3v1.8h4.6l2.6 5-1.8 1-2.1-4H12a2 2 0 0 1-2-2zM8.4 11.9v2.3a4.2 4.2 0 1 0 5.5 5.4h2.1a6.2 6.2 0 1 1-7.6-7.7z'
export const COMPANION =
  'M12 4.2a3.4 3.4 0 1 1 0 6.8 3.4 3.4 0 0 1 0-6.8zM5 20c0-4.2 3-7 7-7s7 2.8 7 7z'
export const CHECK = 'M6 12.5l4 4 8-9'
export const SLASH = 'M5 19L19 5'
export const BACKSLASH = 'M5 5l14 14'

/** The outlines of seats by level: a level differs from the next one in more than its colour. */
export const OUTLINES = [
  'M7 3h10a4 4 0 0 1 4 4v10a4 4 0 0 1-4 4H7a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4z',
  'M12 2.5a9.5 9.5 0 1 1 0 19 9.5 9.5 0 0 1 0-19z',
  'M8 3h8l5 5v8l-5 5H8l-5-5V8z',
  'M12 3a9 9 0 0 1 9 9v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a9 9 0 0 1 9-9z',
] as const
const COLOURS = 8

export const outlineOf = (level: number): string => OUTLINES[level % OUTLINES.length] ?? OUTLINES[0]

/** The colour of a level: a custom property of `styles.css`. */
export const colourOf = (level: number): string => `--seat-${(level % COLOURS) + 1}`
