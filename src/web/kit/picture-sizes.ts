/** How wide pictures are shown: the browser picks the smallest file that fits. */
export const PICTURE_SIZES = {
  /** As wide as a phone, or most of a page. */
  page: '(max-width: 48rem) calc(100vw - 2rem), 56rem',
  /** One of two or three columns of cards; on a phone the only one. */
  tile: '(max-width: 40rem) calc(100vw - 2rem), (max-width: 64rem) 50vw, 24rem',
  /** A square of two to four columns: of a wide picture the middle, as high as the square. */
  square: '(max-width: 48rem) 75vw, (max-width: 64rem) 50vw, 24rem',
  /** Some 5rem high, beside words; of a wide picture the middle. */
  row: '8rem',
} as const

export type PictureSize = keyof typeof PICTURE_SIZES
