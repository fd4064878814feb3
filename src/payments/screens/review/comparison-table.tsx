import type { ReactNode } from 'react'
import { Tag } from '../../../web/kit/notice.tsx'
import { Price } from '../../../web/kit/price.tsx'
import { WhenText } from '../../../web/kit/when.tsx'
import { type Row, rowsOf } from './comparison.ts'
import type { Review } from './review-queries.ts'
import { useReviewText } from './text.ts'

const states = [
  'open',
  'paid',
  'declined',
  'quit',
  'expired',
  'refunded',
  'partly-refunded',
  'unknown',
  'not-found',
  'rejected',
  'pending',
] as const

/** Our books beside the gateway's, differences marked. */
export function ComparisonTable({ review }: { review: Review }) {
  const t = useReviewText()
  const { believed, gatewaySays, timeZone } = review
  return (
    <div className="grid gap-2">
      <table className="w-full border-collapse text-left text-[0.9375rem]">
        <caption className="sr-only">{t('compare.label')}</caption>
        <thead>
          <tr className="text-sm text-soft">
            <th scope="col" className="w-1/4 py-2 pr-3 font-semibold">
              {t('compare.what')}
            </th>
            <th scope="col" className="py-2 pr-3 font-semibold">
              {t('compare.ours')}
            </th>
            <th scope="col" className="py-2 font-semibold">
              {t('compare.theirs')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rowsOf(review).map((row) => (
            <tr
              key={row.name}
              className={`border-t border-line align-top ${row.differs ? 'bg-warn-ground' : ''}`}
            >
              <th scope="row" className="py-2.5 pr-3 pl-2 font-semibold">
                {t(`compare.row.${row.name}`)}
              </th>
              <td className="py-2.5 pr-3">
                <Ours row={row} />
              </td>
              <td className="py-2.5 pr-2">
                <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <Theirs row={row} />
                  {row.differs ? <Tag tone="warn">{t('compare.differs')}</Tag> : null}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-sm text-soft">
        {t('compare.order')} <strong>{t(`orderStatus.${believed.orderStatus}`)}</strong>
        {believed.refunding ? (
          <>
            {' · '}
            {t('compare.refunding')} <Price money={believed.refunding} />
          </>
        ) : null}
        {' · '}
        {gatewaySays ? (
          <>
            {t('compare.saidAt')} <WhenText at={gatewaySays.at} timeZone={timeZone} />
            {gatewaySays.reason ? ` (${gatewaySays.reason})` : null}
          </>
        ) : (
          t('compare.unasked')
        )}
      </p>
    </div>
  )
}

const Silent = (): ReactNode => <span className="text-soft">–</span>

function Ours({ row }: { row: Row }): ReactNode {
  const t = useReviewText()
  if (row.name === 'taken') return t(`compare.${row.ours}`)
  if (row.name === 'orderNumber') return row.ours
  return row.ours ? <Price money={row.ours} /> : <Silent />
}

function Theirs({ row }: { row: Row }): ReactNode {
  const t = useReviewText()
  if (row.theirs === null) return <Silent />
  if (row.name === 'taken') {
    const known = states.find((state) => state === row.theirs)
    return known ? t(`gatewayState.${known}`) : row.theirs
  }
  return row.name === 'orderNumber' ? row.theirs : <Price money={row.theirs} />
}
