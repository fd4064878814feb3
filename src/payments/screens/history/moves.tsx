import { Price } from '../../../web/kit/price.tsx'
import { Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { WhenText } from '../../../web/kit/when.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery } from '../../../web/query.ts'
import { reasonText } from '../../refund-rules.ts'
import { useMethodName } from '../checkout/method-name.ts'
import { type HistoryAnswer, historyQuery } from './history-query.ts'
import { useHistoryText } from './text.ts'

type Move = HistoryAnswer['data'][number]

/** The payments and refunds of an order, with receipts. */
export function Moves({ orderId, timeZone }: { orderId: string; timeZone: string }) {
  const t = useHistoryText()
  const query = useQuery(historyQuery(orderId))
  if (query.isPending)
    return (
      <Loading className="pb-5">
        <Skeleton className="h-24" />
      </Loading>
    )
  if (!query.data) return <Failure problem={query.error} onRetry={query.refetch} />
  const { data, underway } = query.data
  if (data.length === 0) return <p className="pb-5 text-soft">{t('history.none')}</p>
  return (
    <ol className="grid divide-y divide-line border-t border-line">
      {data.map((move, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: it only ever grows at its end
        <MoveLine key={at} move={move} timeZone={timeZone} />
      ))}
      {underway.map(({ refundId, amount, askedAt, reason }) => (
        <li key={refundId} className="flex flex-wrap justify-between gap-x-4 py-4">
          <span className="grid">
            <strong className="text-warn">{t('history.underway')}</strong>
            <span className="text-sm text-soft">
              <WhenText at={askedAt} timeZone={timeZone} named />
            </span>
            <Reason reason={reason} />
          </span>
          <span className="font-bold">
            −<Price money={amount} />
          </span>
        </li>
      ))}
    </ol>
  )
}

/** What the store wrote to the guest about a refund. */
function Reason({ reason }: Pick<Move, 'reason'>) {
  const t = useHistoryText()
  const typed = reasonText(reason, useLanguage())
  return typed ? (
    <span className="text-sm wrap-anywhere">{t('history.reason', { reason: typed })}</span>
  ) : null
}

function MoveLine({ move, timeZone }: { move: Move; timeZone: string }) {
  const t = useHistoryText()
  const nameOf = useMethodName()
  const isBack = move.kind === 'refunded'
  return (
    <li className="flex flex-wrap justify-between gap-x-4 gap-y-1 py-4">
      <span className="grid">
        <span>
          <strong>{t(isBack ? 'history.refunded' : 'history.taken')}</strong> {nameOf(move.gateway)}
        </span>
        <span className="text-sm text-soft">
          <WhenText at={move.at} timeZone={timeZone} named />
        </span>
        <Reason reason={move.reason} />
      </span>
      <span className="grid justify-items-end">
        <span className="font-bold">
          {isBack ? '−' : null}
          <Price money={move.amount} />
        </span>
        {move.receiptUrl ? (
          <a
            href={move.receiptUrl}
            target="_blank"
            rel="noreferrer"
            className="inline-flex min-h-6 items-center font-semibold text-accent underline"
          >
            {t('history.receipt')}
          </a>
        ) : null}
      </span>
    </li>
  )
}
