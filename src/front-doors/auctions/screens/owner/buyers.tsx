import { useState } from 'react'
import type { DeskPartProps } from '../../../../web/door.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { MoreButton } from '../../../../web/kit/more-button.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { useInfiniteQuery } from '../../../../web/query.ts'
import { menuText } from '../text.ts'
import { BuyerCard } from './buyer-card.tsx'
import { type WinStep, winStep } from './lot-acts.ts'
import { type Buyer, buyersQuery } from './owner-queries.ts'
import { useSellerText } from './text.ts'

const filters = ['all', 'to-pay', 'paid', 'handed-over', 'received', 'lapsed'] as const
type Filter = (typeof filters)[number]

/** Also those that were declined or canceled: none of them is sold. */
const unsold: readonly WinStep[] = ['lapsed', 'declined', 'canceled']

function isShown(win: Buyer, filter: Filter): boolean {
  const step = winStep(win)
  if (filter === 'all') return true
  return filter === 'lapsed' ? unsold.includes(step) : step === filter
}

const REFETCH_MS = 15_000

/** Who has won lots of an auction, latest first. */
export function Buyers({ store }: DeskPartProps) {
  const t = useSellerText()
  const [filter, setFilter] = useState<Filter>('all')
  const query = useInfiniteQuery({ ...buyersQuery(store.id), refetchInterval: REFETCH_MS })
  const pages = query.data?.pages ?? []
  const wins = pages.flatMap(({ data }) => data)
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="sr-only">{menuText()('tabs.buyers')}</h2>
        <p className="text-soft">{t('buyers.lead')}</p>
        <Button kind="quiet" className="no-print" onClick={() => window.print()}>
          {t('buyers.print')}
        </Button>
      </div>
      <Loaded query={query}>
        {() => (
          <>
            <Filters {...{ wins, filter }} onFilter={setFilter} />
            <Wins
              wins={wins.filter((win) => isShown(win, filter))}
              now={pages[0]?.now ?? ''}
              timeZone={store.timeZone}
            />
          </>
        )}
      </Loaded>
      <MoreButton of={query}>{t('more')}</MoreButton>
    </div>
  )
}

interface FiltersProps {
  readonly wins: readonly Buyer[]
  readonly filter: Filter
  readonly onFilter: (filter: Filter) => void
}

function Filters({ wins, filter, onFilter }: FiltersProps) {
  const t = useSellerText()
  return (
    <fieldset className="no-print -mx-1 flex min-w-0 gap-2 overflow-x-auto px-1 py-1">
      <legend className="sr-only">{t('buyers.filter')}</legend>
      {filters.map((one) => (
        <Button
          key={one}
          kind={one === filter ? 'primary' : 'quiet'}
          className="shrink-0 px-4"
          aria-pressed={one === filter}
          onClick={() => onFilter(one)}
        >
          {t(one === 'all' ? 'lots.all' : `step.${one}`)}{' '}
          <span className="font-normal">{wins.filter((win) => isShown(win, one)).length}</span>
        </Button>
      ))}
    </fieldset>
  )
}

interface WinsProps {
  readonly wins: readonly Buyer[]
  readonly now: string
  readonly timeZone: string
}

function Wins({ wins, now, timeZone }: WinsProps) {
  const t = useSellerText()
  if (wins.length === 0)
    return <EmptyState title={t('buyers.none')}>{t('buyers.noneLead')}</EmptyState>
  return (
    <ul className="grid gap-3 lg:grid-cols-2">
      {wins.map((win) => (
        <li key={`${win.lotId} ${win.kind}`}>
          <BuyerCard {...{ win, now, timeZone }} hasLot />
        </li>
      ))}
    </ul>
  )
}
