import { SceneFrame } from '../../../../stores/screens/scene-frame.tsx'
import type { SceneProps } from '../../../../web/door.ts'

/** A laid table: for a restaurant without pictures. */
export const Scene = ({ className }: SceneProps) => (
  <SceneFrame className={className}>
    <path d="M40 62h80l6 20H34z" className="fill-card" />
    <path d="M58 58a22 22 0 0 1 44 0z" className="fill-accent" />
    <path d="M52 58h56" />
    <circle cx="80" cy="33" r="3" className="fill-card" />
    <path d="M34 30v12a5 5 0 0 0 10 0V30M39 47v14M39 30v10" />
    <path d="M122 61V30c6 3 8 11 6 18h-6" className="fill-card" />
    <path
      d="M68 20c-3-4 3-6 0-10M80 20c-3-4 3-6 0-10M92 20c-3-4 3-6 0-10"
      className="stroke-accent"
    />
  </SceneFrame>
)
