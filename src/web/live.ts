import { useEffect, useRef, useState } from 'react'

export interface PlaceChange {
  readonly placeId: string
  readonly remaining: number
}

interface Listening {
  readonly onPlaces: (changes: readonly PlaceChange[]) => void
  /** The line was lost and is back: what happened in between has to be fetched. */
  readonly onReconnect: () => void
}

/**
 * Follows what remains of a store's places while the page is open.
 *
 * @returns whether the line is up; counts may be old while it is not
 */
export function useLive(storeId: string, listening: Listening): boolean {
  const [isUp, setUp] = useState(true)
  const latest = useRef(listening)
  useEffect(() => {
    latest.current = listening
  })
  useEffect(() => {
    const source = new EventSource(`/v1/stores/${encodeURIComponent(storeId)}/live`)
    let wasLost = false
    source.addEventListener('places', ({ data }) => latest.current.onPlaces(JSON.parse(data)))
    source.addEventListener('open', () => {
      if (wasLost) latest.current.onReconnect()
      wasLost = false
      setUp(true)
    })
    source.addEventListener('error', () => {
      wasLost = true
      setUp(false)
    })
    return () => source.close()
  }, [storeId])
  return isUp
}
