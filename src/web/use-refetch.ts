import { useEffect, useRef } from 'react'
import type { Key } from './cache.ts'
import { useQueryClient } from './query.ts'

/** So many changes a second are one refetch. */
const REFETCH_MS = 500

/** Refetches after changes, at most twice a second. */
export function useRefetch(queryKey: Key): () => void {
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void client.invalidateQueries({ queryKey })
    }, REFETCH_MS)
  }
}
