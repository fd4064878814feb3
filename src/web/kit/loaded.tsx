import type { ReactNode } from 'react'
import type { Fetched } from '../query.ts'
import { Failure, Loading, Skeleton } from './states.tsx'

interface LoadedProps<Answer> {
  readonly query: Fetched<Answer>
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
