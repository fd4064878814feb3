import { Landing } from '../../../web/kit/landing.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import type { Decided, Review } from './review-queries.ts'
import { useReviewText } from './text.ts'

interface OutcomeProps {
  readonly review: Review
  readonly decided: Decided
  /** The payment is still in review. */
  readonly isStillThere: boolean
}

/** The result of a decision. */
export function Outcome({ review, decided, isStillThere }: OutcomeProps) {
  const t = useReviewText()
  return (
    <Landing to={decided}>
      <Notice
        tone={isStillThere ? 'warn' : 'good'}
        title={t(isStillThere ? 'outcome.stillThere' : `outcome.${decided.decision}`)}
      >
        {t(isStillThere ? 'outcome.stillThereLead' : 'outcome.lead', {
          orderNumber: review.orderNumber,
        })}
      </Notice>
    </Landing>
  )
}
