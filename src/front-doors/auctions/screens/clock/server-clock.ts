import { useSyncExternalStore } from 'react'

/**
 * The server's clock in milliseconds, from the `now` of its answers. The reader's own clock may be
 * wrong, and may be set while the page is open: only its monotonic one is used.
 */
let ahead: number | undefined
let heardAt = 0

/** What a clock may drift, in milliseconds each. */
const DRIFT = 1 / 1000

/**
 * Learns from an answer. It was some time on its way, so of several the one furthest ahead is the
 * nearest; slowly it is forgotten.
 */
export function hearNow(now: string, at = performance.now()): void {
  const heard = Date.parse(now) - at
  ahead = ahead === undefined ? heard : Math.max(heard, ahead - (at - heardAt) * DRIFT)
  heardAt = at
}

/** Before any answer: the reader's clock. */
export const serverNow = (at = performance.now()): number =>
  ahead === undefined ? Date.now() : at + ahead

/** How far the server's clock is ahead of the local one. */
export const aheadMs = (): number => serverNow() - Date.now()

const TICK_MS = 250
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const one of listeners) one()
  }, TICK_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** Whole seconds until an instant, by the server's clock; 0 from then on. */
export const useSecondsLeft = (until: string): number =>
  useSyncExternalStore(subscribe, () =>
    Math.max(0, Math.ceil((Date.parse(until) - serverNow()) / 1000)),
  )
