import { dayQuery } from '../../../../bookings/screens/desk/day-queries.ts'
import { dayText } from '../../../../kernel/format.ts'
import { call } from '../../../../web/call.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../../web/kit/dialog.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
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
  const asked = useQuery(dayQuery(restaurantId, date))
  const { pending, problem, send } = useSend()
  const booked = asked.data?.bookings.flatMap(({ id, status }) => (status === 'canceled' ? [] : id))
  const count = booked && new Set(booked).size
  const close = async () => {
    const sent = await send(() =>
      call<typeof owner.closeDate>('PUT /v1/restaurants/:restaurantId/closed-dates/:date', {
        params: { restaurantId, date },
      }),
    )
    if (!sent?.ok) return
    onClose()
    onDone(sent.answer)
  }
  return (
    <Dialog title={t('closed.closeTitle', { day: dayText(date, language) })} onClose={onClose}>
      <p role="status">
        {count === undefined ? t('closed.counting') : t('closed.closeLead', { count })}
      </p>
      <Refused problem={problem} />
      <DialogActions keep={t('closed.keep')} onKeep={onClose}>
        <Button kind="danger" pending={pending} onClick={close}>
          {t('closed.closeSure')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
