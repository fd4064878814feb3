/**
 * The beginning of the page as the server drew it (`http/drawn.ts`): it stays until a screen shows as much.
 */
let drawn = document.getElementById('drawn')
const drawnAt = location.pathname

/** Moves it into the main part of the page, whose own parts are hidden meanwhile. */
export function adoptDrawn(main: HTMLElement | null): void {
  if (!drawn || !main) return
  // A page has one main part.
  const inside = document.createElement('div')
  inside.id = 'drawn'
  inside.append(...drawn.childNodes)
  main.prepend(inside)
  drawn = inside
}

/** A screen shows what it is about, or is that of another page. */
export function dropDrawn(isLoading: boolean): void {
  if (isLoading && location.pathname === drawnAt) return
  drawn?.remove()
  drawn = null
}
