import { SceneFrame } from '../../../../stores/screens/scene-frame.tsx'
import type { SceneProps } from '../../../../web/door.ts'

/** A bag and a parcel: for a shop or a product without a picture. */
export const Scene = ({ className }: Pick<SceneProps, 'className'>) => (
  <SceneFrame className={className}>
    <path d="M34 40h44l6 42H28z" className="fill-card" />
    <path d="M44 48V34c0-16 24-16 24 0v14" className="stroke-accent" />
    <path d="M96 54h40v28H96z" className="fill-card" />
    <path d="M96 54l8-12h24l8 12" className="fill-card" />
    <path d="M116 42v24" className="stroke-accent" />
  </SceneFrame>
)
