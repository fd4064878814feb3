/**
 * The query cache: answers of the server by key, shared by all components that show them, refetched
 * when stale, collected when unused.
 */
export type Key = readonly string[]

export interface Asking {
  readonly signal: AbortSignal
}

/** A key, and how to fetch its answer. */
export interface Query<Answer> {
  readonly queryKey: Key
  readonly queryFn: (asking: Asking, known: Answer | undefined) => Promise<Answer>
  /** How long an answer is fresh, in milliseconds. */
  readonly staleTime?: number
}

export interface Kept<Answer> {
  readonly data: Answer | undefined
  /** Why the last request failed; null after a success. */
  readonly error: unknown
  /** By the local clock; 0 while there is no answer. */
  readonly updatedAt: number
  readonly isFetching: boolean
}

/** What a screen shows of an entry. */
export type Shown<Answer> = Pick<Kept<Answer>, 'data' | 'error'>

const STALE_MS = 5000
const FORGET_MS = 300_000
const nothing: Kept<never> = { data: undefined, error: null, updatedAt: 0, isFetching: false }

/** News: how an answer changes. */
type Patch<Answer> = (known: Answer) => Answer

interface Asked<Answer> {
  readonly answer: Promise<Answer>
  readonly stop: AbortController
  /** What came since it was asked. */
  readonly news: Patch<Answer>[]
}

/** Of JSON values; any other objects are equal to themselves only. */
function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (!isPlain(one) || !isPlain(other)) return false
  const [keys, others] = [Object.keys(one), Object.keys(other)]
  return (
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === others.length &&
    keys.every((key) => key in other && isEqual(one[key], other[key]))
  )
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  Array.isArray(value) ||
  (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)

/** One key: its answer, its subscribers and the request in flight. */
export class Entry<Answer> {
  kept: Kept<Answer> = nothing
  #shown: Shown<Answer> = nothing
  lastSeenAt = Date.now()
  readonly #listeners = new Set<() => void>()
  #query: Query<Answer> | undefined
  /** Invalidated: stale, however recent it is. */
  #isOld = false
  #asked: Asked<Answer> | undefined

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
      this.lastSeenAt = Date.now()
    }
  }

  readonly read = (): Kept<Answer> => this.kept

  /** The same object until another answer or error comes: fetching the same again rerenders nothing. */
  readonly readShown = (): Shown<Answer> => this.#shown

  get isShown(): boolean {
    return this.#listeners.size > 0
  }

  isStale(staleTime = this.#query?.staleTime ?? STALE_MS): boolean {
    return this.#isOld || Date.now() - this.kept.updatedAt >= staleTime
  }

  set(kept: Partial<Kept<Answer>>): void {
    if (kept.updatedAt !== undefined) this.#isOld = false
    this.kept = { ...this.kept, ...kept }
    this.#show()
    this.lastSeenAt = Date.now()
    for (const listener of this.#listeners) listener()
  }

  #show(): void {
    const { data, error } = this.kept
    const isSame = error === this.#shown.error && isEqual(data, this.#shown.data)
    if (!isSame) this.#shown = { data, error }
  }

  /** Stores how to refetch: the answer may have been written, not fetched. */
  learn(query: Query<Answer>): void {
    this.#query ??= query
  }

  /**
   * Fetches; joins a request in flight.
   *
   * @param later how to refetch next time, if different
   */
  fetch(query: Query<Answer>, later = query): Promise<Answer> {
    this.#query = later
    if (this.#asked) return this.#asked.answer
    const stop = new AbortController()
    const answer = query.queryFn({ signal: stop.signal }, this.kept.data)
    const asked: Asked<Answer> = { answer, stop, news: [] }
    this.#asked = asked
    this.set({ isFetching: true, ...(this.kept.data === undefined && { error: null }) })
    const end = (kept: Partial<Kept<Answer>>) => {
      if (this.#asked !== asked) return // superseded or canceled
      this.#asked = undefined
      this.set({ ...kept, isFetching: false })
    }
    answer.then(
      (data) =>
        end({
          data: asked.news.reduce((known, patch) => patch(known), data),
          error: null,
          updatedAt: Date.now(),
        }),
      (error) => end({ error: error ?? new Error('no error was given') }),
    )
    return answer
  }

  /**
   * Applies news to the answer, which stays as stale as it is. The answer of a request in flight may be
   * older than the news, so they are applied to it as well.
   */
  patch(patch: Patch<Answer>): void {
    this.#asked?.news.push(patch)
    if (this.kept.data !== undefined) this.set({ data: patch(this.kept.data) })
  }

  /** Cancels the request in flight; its response is ignored. */
  stop(): void {
    this.#asked?.stop.abort()
    this.#asked = undefined
    if (this.kept.isFetching) this.set({ isFetching: false })
  }

  /** Invalidates: refetches at once if shown, else on the next read. */
  async again(): Promise<void> {
    this.stop()
    this.#isOld = true
    if (this.isShown && this.#query) await this.fetch(this.#query).catch(() => {})
  }

  clear(): void {
    this.set(nothing)
    void this.again()
  }
}

/** The cache of this page. */
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

  /** Returns a fresh answer, or fetches one. Throws what the query throws. */
  async fetchQuery<Answer>(query: Query<Answer>): Promise<Answer> {
    const entry = this.entry<Answer>(query.queryKey)
    const { data } = entry.kept
    if (data !== undefined && !entry.isStale(query.staleTime)) return data
    return entry.fetch(query)
  }

  /** Prefetches; a failure surfaces in the component that shows it. */
  async prefetchQuery<Answer>(query: Query<Answer>): Promise<void> {
    await this.fetchQuery(query).catch(() => {})
  }

  /** Stores an answer that came in another way. */
  setQueryData<Answer>(key: Key, data: Answer): void {
    this.entry<Answer>(key).set({ data, error: null, updatedAt: Date.now() })
  }

  /** Applies news to an answer; nothing without one. */
  patchQueryData<Answer>(key: Key, patch: Patch<Answer>): void {
    this.entry<Answer>(key).patch(patch)
  }

  /** Invalidates all keys with this prefix. Resolves when the shown ones are refetched. */
  async invalidateQueries({ queryKey }: { readonly queryKey: Key }): Promise<void> {
    const begins = (key: Key) => queryKey.every((part, at) => key[at] === part)
    await Promise.all(this.#all(begins).map((entry) => entry.again()))
  }

  /**
   * Cancels requests and drops all entries except those that `keep` accepts; shown ones are
   * refetched.
   */
  forgetAllBut(keep: (key: Key) => boolean): void {
    for (const entry of this.#all(() => true)) entry.stop()
    for (const entry of this.#all((key) => !keep(key))) entry.clear()
  }

  /** The page is visible or online again: refetches what is shown and stale. */
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
