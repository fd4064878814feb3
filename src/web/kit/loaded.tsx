import type { ReactNode } from 'react'
import { Page } from './page.tsx'
import { Failure, Loading, Skeleton } from './states.tsx'

/** A query, or one of a list in pages. */
interface Asked<Answer> {
  readonly data: Answer
  readonly isError: boolean
  readonly error: unknown
  readonly refetch: () => Promise<void>
}

interface LoadedProps<Answer> {
  readonly query: Asked<Answer | undefined>
  /** Shown while the first answer is on its way. */
  readonly loading?: ReactNode
  readonly children: (answer: Answer) => ReactNode
}

const page = (
  <Loading>
    <Skeleton className="h-96" />
  </Loading>
)

/** Shows the answer of a query; before the first one, a skeleton or the failure with a retry. */
export function Loaded<Answer>({ query, loading = page, children }: LoadedProps<Answer>) {
  if (query.data !== undefined) return children(query.data)
  if (query.isError) return <Failure problem={query.error} onRetry={() => query.refetch()} />
  return loading
}

interface LoadedPageProps<Answer> extends LoadedProps<Answer> {
  /** Of the page until the answer is there, which has a title of its own. */
  readonly title: string
  readonly loading: ReactNode
}

/** A page of one thing, which its answer draws whole. */
export function LoadedPage<Answer>({ query, title, loading, children }: LoadedPageProps<Answer>) {
  if (query.data !== undefined) return children(query.data)
  return (
    <Page title={title} heading="unseen">
      <Loaded {...{ query, loading, children }} />
    </Page>
  )
}
