import { Price } from '../../../web/kit/price.tsx'
import { WhenText } from '../../../web/kit/when.tsx'
import { useMethodLabel, useReasonLabel } from './labels.tsx'
import type { Movements } from './payment-queries.ts'
import { useStoreText } from './text.ts'

interface TimelineProps {
  readonly moved: Movements
  readonly timeZone: string
}

/** Payments and refunds of an order in chronological order, then refunds in progress. */
export function Timeline({ moved: { data, underway }, timeZone }: TimelineProps) {
  const t = useStoreText()
  const reasonOf = useReasonLabel()
  if (data.length === 0 && underway.length === 0)
    return <p className="text-soft">{t('order.nothingMoved')}</p>
  return (
    <ol className="grid divide-y divide-line rounded-3xl border border-line bg-card px-5">
      {data.map((entry) => (
        <Entry key={`${entry.at} ${entry.reference}`} entry={entry} timeZone={timeZone} />
      ))}
      {underway.map(({ refundId, amount, reason, askedAt }) => (
        <li key={refundId} className="flex flex-wrap justify-between gap-x-6 gap-y-1 py-4">
          <span className="grid gap-0.5">
            <span className="font-bold text-warn">{t('order.underway')}</span>
            <span className="text-sm text-soft">
              <WhenText at={askedAt} timeZone={timeZone} /> {reasonOf(reason)}
            </span>
          </span>
          <span className="font-bold">
            −<Price money={amount} />
          </span>
        </li>
      ))}
    </ol>
  )
}

function Entry({ entry, timeZone }: { entry: Movements['data'][number]; timeZone: string }) {
  const t = useStoreText()
  const methodLabel = useMethodLabel()
  const reason = useReasonLabel()(entry.reason)
  const isBack = entry.kind === 'refunded'
  return (
    <li className="grid gap-x-6 gap-y-1 py-4 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="grid gap-0.5">
        <p className="flex flex-wrap gap-x-2">
          <strong>{t(isBack ? 'order.refunded' : 'order.taken')}</strong>
          <span>{methodLabel(entry)}</span>
        </p>
        {reason ? <p>{t('order.reason', { reason })}</p> : null}
        <p className="text-sm text-soft">
          <WhenText at={entry.at} timeZone={timeZone} />
          {entry.reference ? (
            <>
              {' · '}
              {t('order.reference')} <span className="select-all">{entry.reference}</span>
            </>
          ) : null}
        </p>
      </div>
      <div className="grid content-start gap-1 sm:justify-items-end">
        <span className={`text-lg font-bold ${isBack ? '' : 'text-good'}`}>
          {isBack ? '−' : '+'}
          <Price money={entry.amount} />
        </span>
        {entry.receiptUrl ? (
          <a
            href={entry.receiptUrl}
            target="_blank"
            rel="noreferrer"
            className="inline-flex min-h-6 items-center font-semibold text-accent underline"
          >
            {t('order.receipt')}
          </a>
        ) : null}
      </div>
    </li>
  )
}
