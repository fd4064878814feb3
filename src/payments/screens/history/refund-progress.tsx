import { priceText } from '../../../kernel/format.ts'
import { Spinner } from '../../../web/kit/button.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import { Failure, Skeleton } from '../../../web/kit/states.tsx'
import { WhenText } from '../../../web/kit/when.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery } from '../../../web/query.ts'
import { historyQuery } from './history-query.ts'
import { type Refunding, refundingOf } from './refund-steps.ts'
import { useHistoryText } from './text.ts'

interface RefundProgressProps {
  readonly orderId: string
  readonly timeZone: string
  /** Canceled order, goods that all came back, late payment, or refund by the store. */
  readonly why: 'canceled' | 'returned' | 'late' | 'store'
}

const SOON_MS = 2_000

/** Why money is kept, where it may be. */
const keptTexts = {
  canceled: 'refund.kept',
  returned: 'refund.keptOfReturn',
  late: undefined,
  store: undefined,
} as const

/** The progress of an order's refunds; nothing if nothing was captured. */
export function RefundProgress({ orderId, timeZone, why }: RefundProgressProps) {
  const t = useHistoryText()
  const language = useLanguage()
  const query = useQuery({
    ...historyQuery(orderId),
    refetchInterval: ({ state: { data } }) => (data && data.underway.length > 0 ? SOON_MS : false),
  })
  if (query.isPending) return <Skeleton className="h-24" />
  if (!query.data) return <Failure problem={query.error} onRetry={query.refetch} />
  const refunding = refundingOf(query.data)
  const { stage, back, kept } = refunding
  const keptText = keptTexts[why]
  const text = (amount: number) => priceText({ ...query.data.price, amount }, language)
  if (stage === 'none' || (stage === 'kept' && !keptText)) return null
  if (stage === 'kept')
    return <Notice title={t(why === 'returned' ? 'refund.noneOfReturn' : 'refund.none')} />
  const isBack = stage === 'back'
  return (
    <Notice tone={isBack ? 'good' : 'warn'} title={t(isBack ? 'refund.done' : 'refund.underWay')}>
      <div className="grid gap-3">
        {why === 'late' ? <p>{t('refund.late')}</p> : null}
        <p>
          {t(isBack ? 'refund.doneLead' : 'refund.underWayLead', { price: text(back) })}
          {keptText && kept > 0 ? ` ${t(keptText, { kept: text(kept) })}` : null}
        </p>
        {isBack ? null : <Steps refunding={refunding} timeZone={timeZone} />}
      </div>
    </Notice>
  )
}

function Steps({ refunding, timeZone }: { refunding: Refunding; timeZone: string }) {
  const t = useHistoryText()
  return (
    <ol className="grid gap-1.5">
      <li className="flex items-center gap-2">
        <span aria-hidden="true">✓</span>
        <span>
          {t('refund.asked')}{' '}
          {refunding.askedAt ? <WhenText at={refunding.askedAt} timeZone={timeZone} named /> : null}
        </span>
      </li>
      <li aria-current="step" className="flex items-center gap-2 font-semibold">
        <Spinner />
        {t('refund.atGateway')}
      </li>
      <li className="flex items-center gap-2">
        <span aria-hidden="true">○</span>
        {t('refund.back')}
      </li>
    </ol>
  )
}
