/** As wide as a phone, or most of a page: the browser picks the smallest file that fits. */
export const PICTURE_SIZES = '(max-width: 48rem) calc(100vw - 2rem), 56rem'
