import { useEffect, useRef } from 'react'
import { Notice } from '../../../web/kit/notice.tsx'
import type { Decided, Review } from './review-queries.ts'
import { useReviewText } from './text.ts'

interface OutcomeProps {
  readonly review: Review
  readonly decided: Decided
  /** It waits for a person again, or still. */
  readonly isStillThere: boolean
}

/** What came of a decision. It is written down either way. */
export function Outcome({ review, decided, isStillThere }: OutcomeProps) {
  const t = useReviewText()
  const place = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each decision leads the reader here
  useEffect(() => {
    place.current?.focus({ preventScroll: true })
    place.current?.scrollIntoView({ block: 'center' })
  }, [decided])
  return (
    <div ref={place} tabIndex={-1}>
      <Notice
        tone={isStillThere ? 'warn' : 'good'}
        title={t(isStillThere ? 'outcome.stillThere' : `outcome.${decided.decision}`)}
      >
        {t(isStillThere ? 'outcome.stillThereLead' : 'outcome.lead', {
          orderNumber: review.orderNumber,
        })}
      </Notice>
    </div>
  )
}
