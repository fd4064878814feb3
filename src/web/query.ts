import {
  createContext,
  startTransition,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Asking, Entry, Kept, Key, Query, QueryClient, Shown } from './cache.ts'

/** Provided by `main.tsx`. */
export const QueryContext = createContext<QueryClient | undefined>(undefined)

export function useQueryClient(): QueryClient {
  const client = useContext(QueryContext)
  if (!client) throw new Error('There is no cache around this screen.')
  return client
}

/** An answer or an error; the last answer stays while a newer request fails. */
export type Fetched<Answer> = {
  /** `data` is a placeholder; the answer for this key is loading. */
  readonly isPlaceholderData: boolean
  /** Refetches now; resolves on an answer or an error. */
  readonly refetch: () => Promise<void>
} & (
  | { readonly isPending: true; readonly isError: false; readonly data: undefined; error: null }
  | { readonly isPending: false; readonly isError: true; readonly data: undefined; error: unknown }
  | { readonly isPending: false; readonly isError: true; readonly data: Answer; error: unknown }
  | { readonly isPending: false; readonly isError: false; readonly data: Answer; error: null }
)

interface Known<Answer> {
  readonly state: { readonly data: Answer | undefined }
}

interface Showing<Answer> extends Query<Answer> {
  /** False: nothing is fetched. */
  readonly enabled?: boolean
  /** Polling interval in milliseconds; may depend on the answer. */
  readonly refetchInterval?: number | false | ((known: Known<Answer>) => number | false)
  /** What to show while this key has no answer, given what was shown before. */
  readonly placeholderData?: (before: Answer | undefined) => Answer | undefined
}

/** Shows the cached answer, fetches a missing or stale one, and rerenders on changes. */
export function useQuery<Answer>(showing: Showing<Answer>): Fetched<Answer> {
  return useEntry(showing).fetched as Fetched<Answer>
}

/** Whether a query is being fetched, and when its answer arrived; rerenders at each fetch. */
export function useFetching(queryKey: Key): Pick<Kept<unknown>, 'isFetching' | 'updatedAt'> {
  const entry = useQueryClient().entry(queryKey)
  return useRead(entry, entry.read, never)
}

const never = () => false

function useEntry<Answer>(showing: Showing<Answer>) {
  const { queryKey, staleTime, enabled = true, refetchInterval = false } = showing
  const client = useQueryClient()
  const name = JSON.stringify(queryKey)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the name is the key
  const entry: Entry<Answer> = useMemo(() => client.entry<Answer>(queryKey), [client, name])
  const shown = useShown(entry)
  const latest = useRef(showing)
  useEffect(() => {
    latest.current = showing
  })
  const ask = useCallback(
    () =>
      entry.fetch(latest.current).then(
        () => {},
        () => {},
      ),
    [entry],
  )
  useEffect(() => {
    if (!enabled) return
    entry.learn(latest.current)
    if (entry.isStale(staleTime)) void ask()
  }, [entry, enabled, staleTime, ask])

  const everyMs =
    typeof refetchInterval === 'function' ? refetchInterval({ state: shown }) : refetchInterval
  useEffect(() => {
    if (!enabled || everyMs === false) return
    const timer = setInterval(ask, everyMs)
    return () => clearInterval(timer)
  }, [enabled, everyMs, ask])

  const refetch = useCallback(() => {
    entry.stop()
    return ask()
  }, [entry, ask])
  return {
    entry,
    latest,
    fetched: { ...shownOf(shown, usePlaceholder(showing, shown.data)), refetch },
  }
}

/** What an entry shows. A page of first answers in one piece would block the reader's taps. */
const useShown = <Answer>(entry: Entry<Answer>): Shown<Answer> =>
  useRead(entry, entry.readShown, isFirst)

const isFirst = (before: Shown<unknown>, next: Shown<unknown>): boolean =>
  before.data === undefined && next.data !== undefined

/**
 * Reads an entry and rerenders on changes. All readers of an entry change in the same render, except for
 * those changes that are rendered in slices, as React does transitions.
 */
function useRead<Value>(
  entry: Pick<Entry<unknown>, 'listen'>,
  read: () => Value,
  isSliced: (before: Value, next: Value) => boolean,
): Value {
  const [state, setState] = useState(() => ({ entry, value: read() }))
  const value = state.entry === entry ? state.value : read()
  const rendered = useRef(value)
  useEffect(() => {
    rendered.current = value
  })
  useEffect(() => {
    const change = () => {
      const next = read()
      const show = () =>
        setState((known) =>
          known.entry === entry && known.value === next ? known : { entry, value: next },
        )
      if (isSliced(rendered.current, next)) startTransition(show)
      else show()
    }
    // It may have changed since it was rendered.
    if (read() !== rendered.current) change()
    return entry.listen(change)
  }, [entry, read, isSliced])
  return value
}

function shownOf<Answer>(shown: Shown<Answer>, placeholder: Answer | undefined) {
  const data = shown.data === undefined ? placeholder : shown.data
  return {
    data,
    error: shown.error,
    isPending: data === undefined && shown.error === null,
    isError: shown.error !== null,
    isPlaceholderData: shown.data === undefined && placeholder !== undefined,
  }
}

function usePlaceholder<Answer>(
  { placeholderData }: Showing<Answer>,
  data: Answer | undefined,
): Answer | undefined {
  const before = useRef(data)
  useEffect(() => {
    if (data !== undefined) before.current = data
  })
  return data === undefined ? placeholderData?.(before.current) : undefined
}

/** A list that is loaded page by page. */
interface Paged<Page> extends Pick<Showing<Pages<Page>>, 'placeholderData' | 'refetchInterval'> {
  readonly queryKey: Key
  readonly initialPageParam: string
  readonly queryFn: (asking: Asking & { readonly pageParam: string }) => Promise<Page>
  /** The cursor of the next page; null after the last. */
  readonly getNextPageParam: (page: Page) => string | null
}

interface Pages<Page> {
  readonly pages: readonly Page[]
}

export type FetchedPages<Page> = Fetched<Pages<Page>> & {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => Promise<void>
}

/** As `useQuery`; a refetch reloads all pages that are shown. */
export function useInfiniteQuery<Page>(paged: Paged<Page>): FetchedPages<Page> {
  const { queryKey, initialPageParam, queryFn, getNextPageParam, placeholderData } = paged
  const { refetchInterval = false } = paged
  const [isGrowing, setGrowing] = useState(false)
  const { entry, latest, fetched } = useEntry<Pages<Page>>({
    ...(placeholderData && { placeholderData }),
    queryKey,
    refetchInterval: isGrowing ? false : refetchInterval,
    queryFn: async (asking, known) => {
      const wanted = known?.pages.length ?? 1
      const pages: Page[] = []
      let pageParam: string | null = initialPageParam
      while (pageParam !== null && pages.length < wanted) {
        const page: Page = await queryFn({ ...asking, pageParam })
        pages.push(page)
        pageParam = getNextPageParam(page)
      }
      return { pages }
    },
  })
  const last = fetched.data?.pages.at(-1)
  const next = last === undefined ? null : getNextPageParam(last)
  const fetchNextPage = async () => {
    if (next === null || isGrowing || fetched.isPlaceholderData) return
    setGrowing(true)
    entry.stop()
    const grow = async (asking: Asking, known: Pages<Page> | undefined) => ({
      pages: [...(known?.pages ?? []), await queryFn({ ...asking, pageParam: next })],
    })
    await entry.fetch({ queryKey, queryFn: grow }, latest.current).catch(() => {})
    setGrowing(false)
  }
  const hasNextPage = next !== null
  const paging = { hasNextPage, isFetchingNextPage: isGrowing, fetchNextPage }
  return { ...(fetched as Fetched<Pages<Page>>), ...paging }
}
