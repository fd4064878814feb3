import { useState } from 'react'
import { call } from '../../../web/call.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { newKey } from '../../../web/new-key.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../review-contract.ts'
import type { Decided, Decision, Review } from './review-queries.ts'
import { useReviewText } from './text.ts'

interface DecisionDialogProps {
  readonly review: Review
  readonly decision: Decision
  readonly note: string
  readonly onClose: () => void
  readonly onDecided: (decided: Decided) => void
}

/** Confirms and sends a decision. The gateway's current reply may forbid it. */
export function DecisionDialog(props: DecisionDialogProps) {
  const { review, decision, note, onClose, onDecided } = props
  const t = useReviewText()
  const { pending, problem, send } = useSend()
  const [key] = useState(newKey)
  const decide = async () => {
    const sent = await send(() =>
      call<typeof contract.decideReview>('POST /v1/reviews/:paymentId/decision', {
        params: { paymentId: review.paymentId },
        body: { decision, note },
        key,
      }),
    )
    if (sent?.ok) onDecided(sent.answer)
  }
  return (
    <Dialog title={t('decide.sureTitle')} onClose={onClose}>
      <p className="text-lg font-bold">{t(`decision.${decision}`)}</p>
      <p>{t(`does.${decision}`)}</p>
      <p className="text-soft">
        {review.storeName} · {review.orderNumber}
      </p>
      <p className="rounded-2xl bg-well px-4 py-3">{note}</p>
      <p className="text-sm text-soft">{t('decide.forGood')}</p>
      <Refused problem={problem} />
      <DialogActions keep={t('decide.keep')} onKeep={onClose}>
        <Button pending={pending} onClick={decide}>
          {t('decide.send')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
