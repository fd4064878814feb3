import { Notice } from '../../../web/kit/notice.tsx'
import { WhenText } from '../../../web/kit/when.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useGatewayName } from '../store/labels.tsx'
import { ComparisonTable } from './comparison-table.tsx'
import { DecisionForm } from './decision-form.tsx'
import type { Decided, Review } from './review-queries.ts'
import { useReviewText } from './text.ts'

interface ReviewCardProps {
  readonly review: Review
  /** Absent: read-only. */
  readonly onDecided?: (decided: Decided) => void
}

/** A payment in review: reason, comparison, past decisions and the decision form. */
export function ReviewCard({ review, onDecided }: ReviewCardProps) {
  const t = useReviewText()
  const language = useLanguage()
  const gatewayName = useGatewayName()
  const { paymentId, why, timeZone, decisions } = review
  return (
    <article
      aria-labelledby={`why-${paymentId}`}
      className="grid gap-5 rounded-3xl border border-line bg-card p-5 sm:p-6"
    >
      <div className="grid gap-1.5">
        <h2 id={`why-${paymentId}`} className="text-xl font-bold">
          {why.title[language]}
        </h2>
        <Detail review={review} />
        <p className="flex flex-wrap gap-x-2 text-sm text-soft">
          <strong className="text-ink">{review.storeName}</strong>
          <span className="select-all">{review.orderNumber}</span>
          <span>{gatewayName(review.gateway)}</span>
          {review.reference ? <span className="select-all">{review.reference}</span> : null}
          <span>
            {t('since')} <WhenText at={review.since} timeZone={timeZone} />
          </span>
        </p>
      </div>
      <ComparisonTable review={review} />
      {decisions.length > 0 ? <Past decisions={decisions} timeZone={timeZone} /> : null}
      {onDecided ? (
        <DecisionForm review={review} onDecided={onDecided} />
      ) : (
        <Notice>{t('onlyAdmins')}</Notice>
      )}
    </article>
  )
}

const differing = [
  'reference',
  'orderNumber',
  'buyer',
  'amount',
  'currency',
  'taxFree',
  'balance',
  'refunded',
] as const

/** Differing facts, or the gateway's message. */
function Detail({ review: { why } }: Pick<ReviewCardProps, 'review'>) {
  const t = useReviewText()
  if (why.code === 'refund-rejected' && why.detail)
    return <p>{t('detail.said', { words: why.detail })}</p>
  if (why.code !== 'differs') return <p>{t(`detail.${why.code}`)}</p>
  const names = why.detail.split(', ').map((name) => {
    const known = differing.find((one) => one === name)
    return known ? t(`differing.${known}`) : name
  })
  return <p>{t('detail.differs', { names: names.join(', ') })}</p>
}

function Past({ decisions, timeZone }: Pick<Review, 'decisions' | 'timeZone'>) {
  const t = useReviewText()
  return (
    <section aria-label={t('past')} className="grid gap-2">
      <h3 className="font-semibold">{t('past')}</h3>
      <ol className="grid gap-2">
        {decisions.map(({ decision, note, at }) => (
          <li key={at} className="grid rounded-2xl bg-well px-4 py-3">
            <span>
              <strong>{t(`decision.${decision}`)}</strong>{' '}
              <span className="text-sm text-soft">
                <WhenText at={at} timeZone={timeZone} />
              </span>
            </span>
            <span>{note}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
