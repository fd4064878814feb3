import { SceneFrame } from '../../../../stores/screens/scene-frame.tsx'
import type { SceneProps } from '../../../../web/door.ts'

/** A vase on a stand and a gavel before it: for an auction without a picture. */
export const Scene = ({ className }: Pick<SceneProps, 'className'>) => (
  <SceneFrame className={className}>
    <path d="M36 60h36v22H36z" className="fill-card" />
    <path
      d="M48 60c-9-5-12-11-12-17 0-8 8-12 13-15v-6h10v6c5 3 13 7 13 15 0 6-3 12-12 17z"
      className="fill-card"
    />
    <path d="M47 22h14" className="stroke-accent" />
    <path d="M38 44c10 4 22 4 32 0" className="stroke-accent" />
    <path d="M92 74h40v8H92z" className="fill-accent" />
    <path d="M104 62l22-28" />
    <path d="M114 18l22 18-10 12-22-18z" className="fill-card" />
  </SceneFrame>
)
