/**
 * What was fetched from the server, kept by key: shared by all who show it, asked for anew when it
 * is old, forgotten when nobody has looked at it for a while.
 */
export type Key = readonly string[]

export interface Asking {
  readonly signal: AbortSignal
}

/** Where an answer is kept, and how it is fetched. */
export interface Query<Answer> {
  readonly queryKey: Key
  readonly queryFn: (asking: Asking, known: Answer | undefined) => Promise<Answer>
  /** For how long an answer is good without asking again, in milliseconds. */
  readonly staleTime?: number
}

export interface Kept<Answer> {
  readonly data: Answer | undefined
  /** Why the last try failed; null once one has gone well. */
  readonly error: unknown
  /** By the reader's clock; 0 while there is nothing. */
  readonly updatedAt: number
  readonly isFetching: boolean
}

const STALE_MS = 5000
const FORGET_MS = 300_000
const nothing: Kept<never> = { data: undefined, error: null, updatedAt: 0, isFetching: false }

/** One key of the cache: what is known, who shows it, and what is being asked. */
export class Entry<Answer> {
  kept: Kept<Answer> = nothing
  lastSeenAt = Date.now()
  readonly #listeners = new Set<() => void>()
  #query: Query<Answer> | undefined
  /** Something newer is known to be there, however fresh the answer is. */
  #isOld = false
  #asked: { readonly answer: Promise<Answer>; readonly stop: AbortController } | undefined

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
      this.lastSeenAt = Date.now()
    }
  }

  readonly read = (): Kept<Answer> => this.kept

  get isShown(): boolean {
    return this.#listeners.size > 0
  }

  isStale(staleTime = this.#query?.staleTime ?? STALE_MS): boolean {
    return this.#isOld || Date.now() - this.kept.updatedAt >= staleTime
  }

  set(kept: Partial<Kept<Answer>>): void {
    if (kept.updatedAt !== undefined) this.#isOld = false
    this.kept = { ...this.kept, ...kept }
    this.lastSeenAt = Date.now()
    for (const listener of this.#listeners) listener()
  }

  /** How it is asked for, should that be needed: what is known may have been written, not fetched. */
  learn(query: Query<Answer>): void {
    this.#query ??= query
  }

  /**
   * Asks; who asks while an answer is on its way gets that one.
   *
   * @param later how to ask the next time, where that is another way
   */
  fetch(query: Query<Answer>, later = query): Promise<Answer> {
    this.#query = later
    if (this.#asked) return this.#asked.answer
    const stop = new AbortController()
    const answer = query.queryFn({ signal: stop.signal }, this.kept.data)
    const asked = { answer, stop }
    this.#asked = asked
    this.set({ isFetching: true, ...(this.kept.data === undefined && { error: null }) })
    const end = (kept: Partial<Kept<Answer>>) => {
      if (this.#asked !== asked) return // given up: something newer is known, or asked for
      this.#asked = undefined
      this.set({ ...kept, isFetching: false })
    }
    answer.then(
      (data) => end({ data, error: null, updatedAt: Date.now() }),
      (error) => end({ error: error ?? new Error('nothing was said') }),
    )
    return answer
  }

  /** Gives up what is being asked; its answer, should it come, counts no more. */
  stop(): void {
    this.#asked?.stop.abort()
    this.#asked = undefined
    if (this.kept.isFetching) this.set({ isFetching: false })
  }

  /** What is known is old: asks again at once where it is shown, else when somebody looks. */
  async again(): Promise<void> {
    this.stop()
    this.#isOld = true
    if (this.isShown && this.#query) await this.fetch(this.#query).catch(() => {})
  }

  clear(): void {
    this.kept = nothing
    void this.again()
  }
}

/** All that was fetched for the reader of this page. */
export class QueryClient {
  readonly #entries = new Map<string, { readonly key: Key; readonly entry: Entry<unknown> }>()

  entry<Answer>(key: Key): Entry<Answer> {
    const name = JSON.stringify(key)
    const known = this.#entries.get(name)
    if (known) return known.entry as Entry<Answer>
    this.#forget()
    const entry = new Entry<Answer>()
    this.#entries.set(name, { key, entry: entry as unknown as Entry<unknown> })
    return entry
  }

  /** The answer, fetched unless it is there and fresh. Throws what the query throws. */
  async fetchQuery<Answer>(query: Query<Answer>): Promise<Answer> {
    const entry = this.entry<Answer>(query.queryKey)
    const { data } = entry.kept
    if (data !== undefined && !entry.isStale(query.staleTime)) return data
    return entry.fetch(query)
  }

  /** Fetches ahead; a failure is told to whoever shows it. */
  async prefetchQuery<Answer>(query: Query<Answer>): Promise<void> {
    await this.fetchQuery(query).catch(() => {})
  }

  setQueryData<Answer>(
    key: Key,
    told: Answer | undefined | ((known: Answer | undefined) => Answer | undefined),
  ): void {
    const entry = this.entry<Answer>(key)
    const data = told instanceof Function ? told(entry.kept.data) : told
    if (data !== undefined) entry.set({ data, error: null, updatedAt: Date.now() })
  }

  /** All whose key begins so are old. Resolves when those that are shown have been asked again. */
  async invalidateQueries({ queryKey }: { readonly queryKey: Key }): Promise<void> {
    const begins = (key: Key) => queryKey.every((part, at) => key[at] === part)
    await Promise.all(this.#all(begins).map((entry) => entry.again()))
  }

  /** Gives up what is being asked, and forgets all but what `keep` says; what is shown is asked anew. */
  forgetAllBut(keep: (key: Key) => boolean): void {
    for (const entry of this.#all(() => true)) entry.stop()
    for (const entry of this.#all((key) => !keep(key))) entry.clear()
  }

  /** The reader is back, or the line is: what is shown and has grown old meanwhile is asked again. */
  catchUp(): void {
    for (const entry of this.#all(() => true))
      if (entry.isShown && entry.isStale() && !entry.kept.isFetching) void entry.again()
  }

  #all(wanted: (key: Key) => boolean): Entry<unknown>[] {
    return [...this.#entries.values()].filter(({ key }) => wanted(key)).map(({ entry }) => entry)
  }

  #forget(): void {
    for (const [name, { entry }] of this.#entries)
      if (!entry.isShown && Date.now() - entry.lastSeenAt > FORGET_MS) this.#entries.delete(name)
  }
}
