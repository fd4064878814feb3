/** Scrolls a horizontal row to a link, without scrolling the page. */
export function showInStrip(link: HTMLElement | null): void {
  const strip = link?.closest('nav')
  if (link && strip) strip.scrollLeft = link.offsetLeft - strip.offsetLeft - 24
}
