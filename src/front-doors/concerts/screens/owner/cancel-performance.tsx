import { useState } from 'react'
import { dayText } from '../../../../kernel/format.ts'
import { call } from '../../../../web/call.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Confirm } from '../../../../web/kit/confirm.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { Field } from '../../../../web/kit/field.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type * as owner from '../../owner-contract.ts'
import { type OwnPerformance, useRefreshConcert } from './owner-queries.ts'
import { useOrganiserText } from './text.ts'

interface CancelPerformanceProps {
  readonly store: DeskPartProps['store']
  readonly performance: OwnPerformance
  readonly onClose: () => void
}

/** Cancels a performance: how many seats that concerns is said before. */
export function CancelPerformance({ store, performance, onClose }: CancelPerformanceProps) {
  const t = useOrganiserText()
  const language = useLanguage()
  const refresh = useRefreshConcert(store.id)
  const [reason, setReason] = useState('')
  const { date, time, capacity, remaining } = performance
  return (
    <Dialog title={t('cancel.title', { day: dayText(date, language), time })} onClose={onClose}>
      <Confirm
        keep={t('cancel.keep')}
        onKeep={onClose}
        confirm={t('cancel.sure')}
        request={() =>
          call<typeof owner.cancelPerformance>(
            'POST /v1/concerts/:concertId/performances/:performanceId/cancellation',
            {
              params: { concertId: store.id, performanceId: performance.id },
              body: { reason: reason.trim() || t('cancel.noReason') },
            },
          )
        }
        onDone={async ({ bookings }) => {
          onClose()
          await refresh()
          announce(t('cancel.done', { count: bookings }))
        }}
      >
        <p>{t('cancel.lead', { count: capacity - remaining })}</p>
        <Field
          label={t('cancel.reason')}
          hint={t('cancel.reasonHint')}
          maxLength={200}
          counted
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </Confirm>
    </Dialog>
  )
}
