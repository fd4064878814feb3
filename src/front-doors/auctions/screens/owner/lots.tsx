import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { OnlyFor } from '../../../../stores/screens/role.tsx'
import type { DeskPartProps } from '../../../../web/door.ts'
import { Button, buttonLook } from '../../../../web/kit/button.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { MoreButton } from '../../../../web/kit/more-button.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { useInfiniteQuery } from '../../../../web/query.ts'
import { menuText } from '../text.ts'
import { AddLot } from './add-lot.tsx'
import { rankOf } from './lot-acts.ts'
import { LotLine } from './lot-line.tsx'
import { OwnLotPage } from './own-lot.tsx'
import { type OwnStage, ownLotsQuery } from './owner-queries.ts'
import { useSellerText } from './text.ts'

const NEW = 'new'

/** All lots of an auction; a new one; or one of them, as the address says. */
export function Lots({ store }: DeskPartProps) {
  const { subject } = useSearch({ from: '/desk/$storeId' })
  const [stage, setStage] = useState<OwnStage>()
  if (subject === NEW) return <AddLot store={store} />
  if (subject) return <OwnLotPage key={subject} store={store} lotId={subject} />
  return <LotList store={store} stage={stage} onStage={setStage} />
}

const stages: readonly (OwnStage | undefined)[] = [
  undefined,
  ...(['live', 'scheduled', 'sold', 'unsold', 'withdrawn'] as const),
]

interface LotListProps extends Pick<DeskPartProps, 'store'> {
  readonly stage: OwnStage | undefined
  readonly onStage: (stage: OwnStage | undefined) => void
}

const REFETCH_MS = 10_000

function LotList({ store, stage, onStage }: LotListProps) {
  const t = useSellerText()
  const query = useInfiniteQuery({
    ...ownLotsQuery(store.id, stage),
    placeholderData: (before) => before,
    refetchInterval: REFETCH_MS,
  })
  const pages = query.data?.pages ?? []
  const now = pages[0]?.now ?? ''
  const lots = pages
    .flatMap(({ data }) => data)
    .toSorted((one, other) => rankOf(one) - rankOf(other))
  return (
    <div className="grid gap-5">
      <h2 className="sr-only">{menuText()('tabs.lots')}</h2>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <fieldset className="-mx-1 flex min-w-0 gap-2 overflow-x-auto px-1 py-1">
          <legend className="sr-only">{t('lots.filter')}</legend>
          {stages.map((one) => (
            <Button
              key={one ?? 'all'}
              kind={one === stage ? 'primary' : 'quiet'}
              className="shrink-0 px-4"
              aria-pressed={one === stage}
              onClick={() => onStage(one)}
            >
              {t(one ? `stage.${one}` : 'lots.all')}
            </Button>
          ))}
        </fieldset>
        <OnlyFor storeId={store.id} right="manager">
          <AddLink>{t('lots.add')}</AddLink>
        </OnlyFor>
      </div>
      <Loaded query={query}>
        {() => {
          if (lots.length === 0) return <NoLots isFiltered={stage !== undefined} />
          return (
            <ul className="grid gap-3">
              {lots.map((lot) => (
                <li key={lot.lotId}>
                  <LotLine lot={lot} now={now} />
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
      <MoreButton of={query}>{t('more')}</MoreButton>
    </div>
  )
}

const AddLink = ({ children }: { readonly children: string }) => (
  <Link to="." search={{ tab: 'lots', subject: NEW }} className={buttonLook()}>
    {children}
  </Link>
)

function NoLots({ isFiltered }: { readonly isFiltered: boolean }) {
  const t = useSellerText()
  if (isFiltered) return <EmptyState title={t('lots.noneFound')} />
  return (
    <EmptyState title={t('lots.none')} action={<AddLink>{t('lots.add')}</AddLink>}>
      {t('lots.noneLead')}
    </EmptyState>
  )
}
