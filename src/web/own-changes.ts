import { useSyncExternalStore } from 'react'

/** So many are remembered of what this page made. */
const OWN_MOST = 100

let own: readonly string[] = []
const listeners = new Set<() => void>()

/** Remembers what a request of this page has made, by its id. */
export function madeHere(answer: unknown): void {
  const id = answer !== null && typeof answer === 'object' && 'id' in answer ? answer.id : undefined
  if (typeof id !== 'string') return
  own = [...own, id].slice(-OWN_MOST)
  for (const listener of listeners) listener()
}

export const isMadeHere = (id: string): boolean => own.includes(id)

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether this page made it: to its reader that is no news. */
export const useMadeHere = (id: string): boolean =>
  useSyncExternalStore(subscribe, () => isMadeHere(id))
