import { useEffect, useRef, useState } from 'react'

/** A browser gives up after a refusal: another connection is opened. */
const AGAIN_MS = 15_000
/** While changes are told, polling only makes sure: a deadline that passes is no change. */
const SURE_MS = 30_000
const POLL_MS = 5_000

/**
 * Follows the line of a store while the page is open; `changed` also after a break, where something may have been
 * missed.
 *
 * @returns how often to ask all the same, in milliseconds
 */
export function useLineLive(storeId: string, changed: () => unknown): number {
  const [isUp, setUp] = useState(false)
  const [tries, setTries] = useState(0)
  const latest = useRef(changed)
  useEffect(() => {
    latest.current = changed
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try opens another connection
  useEffect(() => {
    let again: ReturnType<typeof setTimeout> | undefined
    const source = new EventSource(`/v1/stores/${encodeURIComponent(storeId)}/line/live`)
    source.addEventListener('line', () => latest.current())
    source.addEventListener('open', () => {
      setUp(true)
      latest.current()
    })
    source.addEventListener('error', () => {
      setUp(false)
      if (source.readyState === EventSource.CLOSED)
        again ??= setTimeout(() => setTries((count) => count + 1), AGAIN_MS)
    })
    return () => {
      clearTimeout(again)
      source.close()
    }
  }, [storeId, tries])
  return isUp ? SURE_MS : POLL_MS
}
