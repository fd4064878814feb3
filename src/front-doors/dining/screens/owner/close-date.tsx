import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type ProblemBody } from '../../../../web/call.ts'
import { dayText } from '../../../../web/format.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type * as contract from '../../contract.ts'
import type * as owner from '../../owner-contract.ts'
import { dayBookingsQuery } from './owner-queries.ts'
import { useOwnerText } from './text.ts'

interface CloseDateProps {
  readonly restaurantId: string
  readonly date: string
  readonly onClose: () => void
  readonly onDone: (answer: { date: string; bookings: number }) => void
}

/** Says how many have booked that day before it is closed. */
export function CloseDate({ restaurantId, date, onClose, onDone }: CloseDateProps) {
  const t = useOwnerText()
  const language = useLanguage()
  const asked = useQuery(dayBookingsQuery(restaurantId, date))
  const [problem, setProblem] = useState<ProblemBody>()
  const [pending, setPending] = useState(false)
  const count = asked.data?.bookings.filter(({ status }) => status !== 'canceled').length
  const close = async () => {
    setPending(true)
    const result = await call<typeof owner.closeDate>(
      'PUT /v1/restaurants/:restaurantId/closed-dates/:date',
      { params: { restaurantId, date } },
    )
    setPending(false)
    if (!result.ok) return setProblem(result.problem)
    onClose()
    onDone(result.answer)
  }
  return (
    <Dialog title={t('closed.closeTitle', { day: dayText(date, language) })} onClose={onClose}>
      <p role="status">
        {count === undefined ? t('closed.counting') : t('closed.closeLead', { count })}
      </p>
      {problem ? <Notice tone="bad" title={problem.title} /> : null}
      <div className="flex flex-wrap justify-end gap-3">
        <Button kind="quiet" onClick={onClose}>
          {t('closed.keep')}
        </Button>
        <Button kind="danger" pending={pending} onClick={close}>
          {t('closed.closeSure')}
        </Button>
      </div>
    </Dialog>
  )
}
