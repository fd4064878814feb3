import { Loading, Skeleton } from '../../web/kit/states.tsx'

/** A store's page while it loads: its name, what it says of itself, and what it sells. */
export const StoreSkeleton = () => (
  <Loading className="grid gap-4">
    <Skeleton className="h-10 w-1/3" />
    <Skeleton className="h-24" />
    <Skeleton className="h-64" />
  </Loading>
)
