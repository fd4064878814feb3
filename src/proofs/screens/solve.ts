/** More than any challenge takes; then something else is wrong. */
const TIMEOUT_MS = 60_000

/**
 * Answers a challenge in a worker of its own, so that the page stays usable.
 *
 * @returns the header `proof-of-work`; undefined where nobody waits any more, or it took too long
 */
export function solve(challenge: unknown, signal?: AbortSignal): Promise<string | undefined> {
  const worker = new Worker(new URL('./solver.ts', import.meta.url), { type: 'module' })
  const end = AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(signal ? [signal] : [])])
  const solved = new Promise<string | undefined>((resolve, reject) => {
    end.addEventListener('abort', () => resolve(undefined))
    worker.addEventListener('error', reject)
    worker.addEventListener('message', ({ data: solution }) =>
      resolve(btoa(JSON.stringify({ challenge, solution }))),
    )
    worker.postMessage(challenge)
  })
  return solved.finally(() => worker.terminate())
}
