/**
 * Remembers what has the focus. The returned function gives the focus back to it or, once it is gone,
 * to the nearest part of the page around it that can take it: else it would fall to the body.
 */
export function wayBack(): () => void {
  const from = document.activeElement
  const places: HTMLElement[] = from instanceof HTMLElement && from !== document.body ? [from] : []
  for (let around = from?.parentElement; around; around = around.parentElement)
    if (around.tabIndex === -1 && around.hasAttribute('tabindex')) places.push(around)
  return () => {
    const left = places.find((place) => place.isConnected)
    ;(left ?? document.querySelector('h1'))?.focus()
  }
}
