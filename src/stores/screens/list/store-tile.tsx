import type { ReactNode } from 'react'
import { Loading, Skeleton } from '../../../web/kit/states.tsx'
import { StorePicture } from '../store-picture.tsx'
import type { StoreCard } from '../store-queries.ts'

/** The columns of a list of tiles. */
export const tileColumns = 'grid gap-x-6 gap-y-9 sm:grid-cols-2 lg:grid-cols-3'
/** How the link around a tile looks. */
export const tileLook = 'group grid gap-3 rounded-3xl'

interface StoreTileProps {
  readonly store: StoreCard
  /** Whether its picture is seen at once. */
  readonly main: boolean
  /** What its door says below. */
  readonly children?: ReactNode
}

/** A store with a large picture, inside the link to its page. */
export function StoreTile({ store, main, children }: StoreTileProps) {
  const look = 'aspect-3/2 w-full transition-transform duration-500 group-hover:scale-[1.03]'
  return (
    <>
      <div className="overflow-hidden rounded-3xl shadow-lift">
        <StorePicture store={store} main={main} className={look} />
      </div>
      <div className="grid gap-1 px-1">
        <h2 className="text-xl font-bold group-hover:text-accent">{store.name}</h2>
        <p className="line-clamp-2 text-soft">{store.description}</p>
        {children}
      </div>
    </>
  )
}

export const TilesSkeleton = ({ count }: { readonly count: number }) => (
  <Loading className={tileColumns}>
    {Array.from({ length: count }, (_, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: skeletons never change order
      <div key={index} className="grid gap-3">
        <Skeleton className="aspect-3/2 rounded-3xl" />
        <Skeleton className="h-7 w-2/5" />
        <Skeleton className="h-12" />
      </div>
    ))}
  </Loading>
)
