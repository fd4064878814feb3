import { useEffect, useState } from 'react'
import { colourOf } from './shapes.ts'

/** The colours of the map as a canvas takes them. */
export interface Palette {
  readonly font: string
  readonly ink: string
  readonly soft: string
  readonly card: string
  readonly well: string
  readonly line: string
  readonly edge: string
  readonly accent: string
  /** On seats of a level. */
  readonly onSeat: string
  readonly chosen: string
  readonly onChosen: string
  readonly levels: readonly string[]
}

function readPalette(levels: number): Palette {
  const probe = document.createElement('span')
  probe.hidden = true
  document.body.append(probe)
  const read = (name: string) => {
    probe.style.color = `var(${name})`
    return getComputedStyle(probe).color
  }
  const palette: Palette = {
    font: getComputedStyle(document.body).fontFamily,
    ink: read('--color-ink'),
    soft: read('--color-soft'),
    card: read('--color-card'),
    well: read('--color-well'),
    line: read('--color-line'),
    edge: read('--color-edge'),
    accent: read('--color-accent'),
    onSeat: read('--color-card'),
    chosen: read('--color-ink'),
    onChosen: read('--color-card'),
    levels: Array.from({ length: levels }, (_, level) => read(colourOf(level))),
  }
  probe.remove()
  return matchMedia('(forced-colors: active)').matches ? forced(palette) : palette
}

/** The system's colours, where the reader wants those only. */
const forced = (palette: Palette): Palette => ({
  ...palette,
  card: 'Canvas',
  well: 'Canvas',
  line: 'GrayText',
  edge: 'GrayText',
  onSeat: 'Canvas',
  chosen: 'Highlight',
  onChosen: 'HighlightText',
  accent: 'Highlight',
  levels: palette.levels.map(() => 'CanvasText'),
})

const changes = ['(prefers-color-scheme: dark)', '(forced-colors: active)']

/** The palette, which changes with the theme. */
export function usePalette(levels: number): Palette {
  const [palette, setPalette] = useState(() => readPalette(levels))
  useEffect(() => {
    const again = () => setPalette(readPalette(levels))
    const themes = new MutationObserver(again)
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    const queries = changes.map((query) => matchMedia(query))
    for (const query of queries) query.addEventListener('change', again)
    again()
    return () => {
      themes.disconnect()
      for (const query of queries) query.removeEventListener('change', again)
    }
  }, [levels])
  return palette
}
