import type { ProblemBody } from '../../../web/call.ts'

/**
 * Whoever was refused for want of a verified number is asked for it in place, and the same request is sent
 * again: nothing that was chosen or typed is lost. Refusals that come together wait for one dialog.
 */
let waiting: ((isVerified: boolean) => void)[] = []
const listeners = new Set<() => void>()
const changed = () => {
  for (const listener of listeners) listener()
}

/** @returns whether the request may be sent again; false at once for any other refusal */
export function askForPhone({ type }: ProblemBody): Promise<boolean> {
  if (type !== 'phone-not-verified') return Promise.resolve(false)
  return new Promise((resolve) => {
    waiting = [...waiting, resolve]
    changed()
  })
}

export function endAsking(isVerified: boolean): void {
  const asked = waiting
  waiting = []
  changed()
  for (const resolve of asked) resolve(isVerified)
}

export const isAsking = (): boolean => waiting.length > 0

export function listenToAsking(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
