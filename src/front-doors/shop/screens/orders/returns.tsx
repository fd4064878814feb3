import { useState } from 'react'
import type { DeskPartProps } from '../../../../web/door.ts'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { MoreButton } from '../../../../web/kit/more-button.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { useInfiniteQuery, useQuery } from '../../../../web/query.ts'
import { menuText } from '../text.ts'
import {
  type ReturnFilter,
  returnStates,
  returnsQuery,
  type Work,
  workQuery,
} from './desk-queries.ts'
import { ReturnCard } from './return-card.tsx'
import { StageBar } from './stage-bar.tsx'
import { useDeskText } from './text.ts'

/** Returns and exchanges of a shop, latest first. */
export function Returns({ store }: DeskPartProps) {
  const t = useDeskText()
  const [state, setState] = useState<ReturnFilter>('all')
  const work = useQuery(workQuery(store.id))
  const query = useInfiniteQuery(returnsQuery(store.id, state))
  const returns = query.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <div className="grid gap-5">
      <h2 className="sr-only">{menuText()('tabs.returns')}</h2>
      <p className="text-soft">{t('returns.lead')}</p>
      <StageBar
        legend={t('returns.filter')}
        stages={returnStates}
        stage={state}
        nameOf={(one) => t(`returns.filters.${one}`)}
        countOf={(one) => countOf(work.data, one)}
        onStage={setState}
      />
      <Loaded query={query}>
        {() =>
          returns.length === 0 ? (
            <EmptyState title={t('returns.none')} />
          ) : (
            <ul className="grid gap-4 lg:grid-cols-2">
              {returns.map((given) => (
                <li key={given.returnId}>
                  <ReturnCard given={given} marketId={store.id} timeZone={store.timeZone} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <MoreButton of={query}>{t('more')}</MoreButton>
    </div>
  )
}

const countOf = (work: Work | undefined, state: ReturnFilter): number | undefined =>
  ({
    requested: work?.returnsRequested,
    approved: work?.returnsApproved,
    collected: work?.returnsCollected,
    ended: undefined,
    all: undefined,
  })[state]
