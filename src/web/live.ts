import { useEffect, useRef, useState } from 'react'

export interface PlaceChange {
  readonly placeId: string
  readonly remaining: number
}

interface Listening {
  readonly onPlaces: (changes: readonly PlaceChange[]) => void
  /** The connection is open, at first or again: changes before it have to be read. */
  readonly onOpen: () => void
}

/**
 * Follows the remaining counts of a store while the page is open.
 *
 * @returns whether it is connected; otherwise counts may be stale
 */
export function useLive(storeId: string, listening: Listening): boolean {
  const [isUp, setUp] = useState(true)
  const latest = useRef(listening)
  useEffect(() => {
    latest.current = listening
  })
  useEffect(() => {
    const source = new EventSource(`/v1/stores/${encodeURIComponent(storeId)}/live`)
    source.addEventListener('places', ({ data }) => latest.current.onPlaces(JSON.parse(data)))
    source.addEventListener('open', () => {
      latest.current.onOpen()
      setUp(true)
    })
    source.addEventListener('error', () => setUp(false))
    return () => source.close()
  }, [storeId])
  return isUp
}
