import type { ReactNode } from 'react'

interface SceneFrameProps {
  readonly className: string
  /** Drawn on 160 × 100. */
  readonly children: ReactNode
}

/** The frame of a drawing that stands in for a picture; hidden from screen readers. */
export const SceneFrame = ({ className, children }: SceneFrameProps) => (
  <div className={`grid place-items-center overflow-hidden bg-blush ${className}`}>
    <svg
      viewBox="0 0 160 100"
      className="size-full min-h-0 text-ink"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M18 82h124" />
      {children}
    </svg>
  </div>
)
