/** A proof that takes no longer is computed without a word. */
const QUIET_MS = 300

let shown = 0
const listeners = new Set<() => void>()
function show(more: number): void {
  shown += more
  for (const listener of listeners) listener()
}

export const listenToProofs = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether a proof is being computed for so long that the reader should know. */
export const isProving = (): boolean => shown > 0

/**
 * Answers the challenge of a refusal, in a worker. What computes it is loaded when it is first needed.
 *
 * @returns undefined: it could not be computed, or nobody waits for it any more
 */
export async function prove(challenge: unknown, signal?: AbortSignal): Promise<string | undefined> {
  let isShown = false
  const timer = setTimeout(() => {
    isShown = true
    show(1)
  }, QUIET_MS)
  try {
    const { solve } = await import('../proofs/screens/solve.ts')
    return await solve(challenge, signal)
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
    if (isShown) show(-1)
  }
}
