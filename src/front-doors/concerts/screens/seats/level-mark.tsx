import { colourOf, outlineOf } from './map/shapes.ts'

/** The shape and colour of a level's seats. */
export const LevelMark = ({ level }: { readonly level: number }) => (
  <svg viewBox="0 0 24 24" className="size-5 shrink-0" aria-hidden="true">
    <path
      d={outlineOf(level)}
      style={{ fill: `var(${colourOf(level)})` }}
      className="forced-colors:fill-[CanvasText]!"
    />
  </svg>
)
