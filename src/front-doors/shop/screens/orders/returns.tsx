import { useState } from 'react'
import type { DeskPartProps } from '../../../../web/door.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { MoreButton } from '../../../../web/kit/more-button.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { useInfiniteQuery } from '../../../../web/query.ts'
import { menuText } from '../text.ts'
import { type ReturnFilter, returnStates, returnsQuery } from './desk-queries.ts'
import { ReturnCard } from './return-card.tsx'
import { useDeskText } from './text.ts'

/** Returns and exchanges of a shop, latest first. */
export function Returns({ store }: DeskPartProps) {
  const t = useDeskText()
  const [state, setState] = useState<ReturnFilter>('all')
  const query = useInfiniteQuery(returnsQuery(store.id, state))
  const returns = query.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <div className="grid gap-5">
      <h2 className="sr-only">{menuText()('tabs.returns')}</h2>
      <p className="text-soft">{t('returns.lead')}</p>
      <fieldset className="-mx-1 flex min-w-0 gap-2 overflow-x-auto px-1 py-1">
        <legend className="sr-only">{t('returns.filter')}</legend>
        {returnStates.map((one) => (
          <Button
            key={one}
            kind={one === state ? 'primary' : 'quiet'}
            className="shrink-0 px-4"
            aria-pressed={one === state}
            onClick={() => setState(one)}
          >
            {t(`returns.filters.${one}`)}
          </Button>
        ))}
      </fieldset>
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
