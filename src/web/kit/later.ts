import { type ComponentType, lazy, useEffect } from 'react'

const QUIET_MS = 3000

/**
 * Loads a part of a screen lazily. The chunk is prefetched when the page is idle, so that it is
 * there when it is needed, online or not.
 *
 * @returns the component, for a `Suspense`, and the hook that prefetches it
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

  // biome-ignore lint/correctness/noComponentHookFactories: called once, by its module
  function useAhead(): void {
    useEffect(() => {
      const timer = setTimeout(() => fetchOnce().catch(() => {}), QUIET_MS)
      return () => clearTimeout(timer)
    }, [])
  }
}
