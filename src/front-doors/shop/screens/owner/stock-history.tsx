import { Loaded } from '../../../../web/kit/loaded.tsx'
import { MoreButton } from '../../../../web/kit/more-button.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useInfiniteQuery } from '../../../../web/query.ts'
import { useMoment } from '../returns/when.ts'
import { stockChangesQuery } from './owner-queries.ts'
import { useSellerText } from './text.ts'

interface StockHistoryProps {
  readonly marketId: string
  readonly variantId: string
  readonly timeZone: string
}

/** How the stock of a variant has changed, latest first; what was sold is not among it. */
export function StockHistory({ marketId, variantId, timeZone }: StockHistoryProps) {
  const t = useSellerText()
  const language = useLanguage()
  const query = useInfiniteQuery(stockChangesQuery(marketId, variantId))
  const moment = useMoment(timeZone)
  return (
    <div className="grid gap-4">
      <p className="text-soft">{t('history.lead')}</p>
      <Loaded query={query}>
        {() => (
          <ul className="divide-y divide-line border-y border-line">
            {(query.data?.pages ?? [])
              .flatMap(({ data }) => data)
              .map((change) => (
                <li
                  key={change.stockChangeId}
                  className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 py-3"
                >
                  <p className="font-semibold">
                    {t(`reason.${change.reason}`)}
                    {change.note ? <span className="font-normal"> · {change.note}</span> : null}
                  </p>
                  <p className="text-right font-bold">
                    {change.delta > 0 ? '+' : '−'}
                    {Math.abs(change.delta).toLocaleString(language)}
                  </p>
                  <p className="text-sm text-soft">
                    {moment(change.at)} · {change.by ?? t('history.gone')}
                  </p>
                  <p className="text-right text-sm text-soft">
                    {t('history.after', { count: change.stocked })}
                  </p>
                </li>
              ))}
          </ul>
        )}
      </Loaded>
      <MoreButton of={query}>{t('more')}</MoreButton>
    </div>
  )
}
