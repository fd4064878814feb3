import { type ComponentType, lazy, useEffect } from 'react'

const QUIET_MS = 3000

/**
 * A part of a screen that its first drawing does not need. It is fetched when the page has been
 * quiet for a moment, so that it is there when it is wanted, with or without a connection.
 *
 * @returns the part, to be put into a `Suspense`, and the hook that fetches it ahead
 */
export function later<Props>(load: () => Promise<ComponentType<Props>>) {
  let fetching: Promise<{ default: ComponentType<Props> }> | undefined
  const fetchOnce = () => {
    fetching ??= load().then(
      (part) => ({ default: part }),
      (error) => {
        fetching = undefined
        throw error
      },
    )
    return fetching
  }
  return [lazy(fetchOnce), useAhead] as const

  // biome-ignore lint/correctness/noComponentHookFactories: a part is made once, by its module
  function useAhead(): void {
    useEffect(() => {
      const timer = setTimeout(() => fetchOnce().catch(() => {}), QUIET_MS)
      return () => clearTimeout(timer)
    }, [])
  }
}
