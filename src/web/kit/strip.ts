/** Scrolls a horizontal row so that a link in it is seen whole, without scrolling the page. */
export function showInStrip(link: HTMLElement | null): void {
  let strip = link?.parentElement
  while (strip && !isScrolled(strip)) strip = strip.parentElement
  if (!link || !strip || strip === document.documentElement) return
  const { left, right } = link.getBoundingClientRect()
  const seen = strip.getBoundingClientRect()
  if (left < seen.left || right > seen.right - FADE) strip.scrollLeft += left - seen.left - MARGIN
}

/** A list that is wider than its row overflows without scrolling: the row around it does. */
const isScrolled = (row: HTMLElement): boolean =>
  row.scrollWidth > row.clientWidth && getComputedStyle(row).overflowX !== 'visible'

/** Where the row fades out, at its end. */
const FADE = 64

/** What of the row before it stays in sight. */
const MARGIN = 24
