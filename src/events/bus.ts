/** What happened, as those who watch are told of it. */
export interface Told {
  readonly topic: string
  readonly storeId: string | null
  readonly subjectId: string
  readonly body: unknown
}

/** Hands events to whoever watches in this process. A watcher must be quick and must not throw. */
export interface Bus {
  /**
   * The connection over which we hear of what others commit; undefined while there is none. What was
   * said before it was opened was not heard.
   */
  hearing: object | undefined
  publish(events: readonly Told[]): void
  /** @returns the way to stop watching */
  watch(watcher: (events: readonly Told[]) => void): () => void
}

export function makeBus(): Bus {
  const watchers = new Set<(events: readonly Told[]) => void>()
  return {
    hearing: undefined,
    publish(events) {
      for (const watcher of watchers) watcher(events)
    },
    watch(watcher) {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
  }
}
