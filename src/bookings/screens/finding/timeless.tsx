import { useState } from 'react'
import { TilesSkeleton } from '../../../stores/screens/list/store-tile.tsx'
import { MoreButton } from '../../../web/kit/more-button.tsx'
import { Failure } from '../../../web/kit/states.tsx'
import { useInfiniteQuery } from '../../../web/query.ts'
import { type Finding, type FoundPage, foundQuery } from './finding-queries.ts'
import { FoundList } from './found-store.tsx'
import { useFindingText } from './text.ts'

interface TimelessProps {
  readonly door: string | undefined
  readonly finding: Finding
  readonly count: number
}

/** One line for the stores that sell nothing by time, where somebody asks for a time; read once it is opened. */
export function Timeless({ count, ...asked }: TimelessProps) {
  const t = useFindingText()
  const [isOpen, setOpen] = useState(false)
  return (
    <details
      className="rounded-3xl border border-line bg-card"
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className="flex min-h-12 cursor-pointer items-center px-5 font-semibold">
        {t('timeless', { count })}
      </summary>
      {isOpen ? (
        <div className="grid gap-6 p-5 pt-2">
          <TimelessStores {...asked} />
        </div>
      ) : null}
    </details>
  )
}

function TimelessStores({ door, finding }: Omit<TimelessProps, 'count'>) {
  const t = useFindingText()
  const list = useInfiniteQuery<FoundPage>(foundQuery(door, finding, 'timeless'))
  if (list.isPending) return <TilesSkeleton count={3} />
  if (list.isError && !list.data)
    return <Failure problem={list.error} onRetry={() => list.refetch()} />
  return (
    <>
      <FoundList found={list.data.pages.flatMap(({ data }) => data)} door={door} isDated={false} />
      <MoreButton of={list}>{t('more')}</MoreButton>
    </>
  )
}
