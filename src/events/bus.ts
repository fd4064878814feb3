/** An event as subscribers and outbox handlers get it. */
export interface PublishedEvent {
  readonly topic: string
  readonly storeId: string | null
  readonly subjectId: string
  readonly body: unknown
}

/** Delivers events to in-process subscribers. A subscriber must be quick and must not throw. */
export interface Bus {
  /**
   * The LISTEN connection that brings what other processes commit; undefined while there is none.
   * Events from before it opened were missed.
   */
  connection: object | undefined
  publish(events: readonly PublishedEvent[]): void
  /** @returns a function that unsubscribes */
  subscribe(subscriber: (events: readonly PublishedEvent[]) => void): () => void
}

export function makeBus(): Bus {
  const subscribers = new Set<(events: readonly PublishedEvent[]) => void>()
  return {
    connection: undefined,
    publish(events) {
      for (const subscriber of subscribers) subscriber(events)
    },
    subscribe(subscriber) {
      subscribers.add(subscriber)
      return () => subscribers.delete(subscriber)
    },
  }
}
