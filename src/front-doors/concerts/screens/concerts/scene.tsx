import { SceneFrame } from '../../../../stores/screens/scene-frame.tsx'
import type { SceneProps } from '../../../../web/door.ts'

/** A stage with a singer's microphone before rows of seats: for a concert without a poster. */
export const Scene = ({ className }: SceneProps) => (
  <SceneFrame className={className}>
    <path d="M36 14h88l-8 44H44z" className="fill-card" />
    <path d="M62 14l-14 44M98 14l14 44" className="stroke-accent" />
    <path d="M80 58V38" />
    <rect x="74" y="24" width="12" height="18" rx="6" className="fill-accent" />
    <path d="M70 58h20" />
    {[34, 56, 78, 100].map((x) => (
      <path key={x} d={`M${x} 82v-8a6 6 0 0 1 12 0v8`} className="fill-card" />
    ))}
    <path d="M122 82v-8a6 6 0 0 1 12 0v8" className="fill-card" />
  </SceneFrame>
)
