import { useRouterState } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'

let said = ''
const listeners = new Set<() => void>()

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Says something to screen readers, politely; the same text twice is said twice. */
export function announce(text: string): void {
  say(text === said ? `${text}\u00a0` : text)
}

function say(text: string): void {
  said = text
  for (const listener of listeners) listener()
}

/** What is said as a page is left or opened has been noticed by then. */
const SPOKEN_MS = 1_000

/** The one live region, there before there is anything to say; what it said is gone on later pages. */
export function Announcements() {
  const text = useSyncExternalStore(subscribe, () => said)
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each navigation
  useEffect(() => {
    const before = said
    const timer = setTimeout(() => {
      if (said === before) say('')
    }, SPOKEN_MS)
    return () => clearTimeout(timer)
  }, [pathname])
  return (
    <p role="status" id="announcements" className="sr-only">
      {text}
    </p>
  )
}
