/** For a link in a row that scrolls sideways: brings it into sight, without moving the page. */
export function showInStrip(link: HTMLElement | null): void {
  const strip = link?.closest('nav')
  if (link && strip) strip.scrollLeft = link.offsetLeft - strip.offsetLeft - 24
}
