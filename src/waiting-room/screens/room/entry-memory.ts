/** Admitted, and sent back within this time: the store does not see the pass. */
const LOOP_MS = 15_000
const entries = new Map<string, number>()

export const noteEntry = (storeId: string): void => {
  entries.set(storeId, Date.now())
}

/** A new visit begins. */
export const forgetEntry = (storeId: string): void => {
  entries.delete(storeId)
}

/** Whether this page has just led into the store: leading there again would go in a circle. */
export const hasJustEntered = (storeId: string): boolean =>
  Date.now() - (entries.get(storeId) ?? Number.NEGATIVE_INFINITY) < LOOP_MS
