import { type ReactNode, useEffect, useRef } from 'react'

interface LandingProps {
  /** Each new one leads the reader here; undefined: nothing to lead to. */
  readonly to: object | undefined
  readonly children: ReactNode
}

/** What became of a press elsewhere on the page: focused, and in view. */
export function Landing({ to, children }: LandingProps) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!to) return
    place.current?.focus({ preventScroll: true })
    place.current?.scrollIntoView({ block: 'center' })
  }, [to])
  return (
    <div ref={place} tabIndex={-1} className="empty:hidden">
      {children}
    </div>
  )
}
