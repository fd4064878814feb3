import { dayQuery } from '../../../../bookings/screens/desk/day-queries.ts'
import { dayText } from '../../../../kernel/format.ts'
import { call } from '../../../../web/call.ts'
import { Confirm } from '../../../../web/kit/confirm.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import type * as owner from '../../owner-contract.ts'
import { useOwnerText } from './text.ts'

interface CloseDateProps {
  readonly restaurantId: string
  readonly date: string
  readonly onClose: () => void
  readonly onDone: (answer: { date: string; bookings: number }) => void
}

/** Shows how many bookings a date has before it is closed. */
export function CloseDate({ restaurantId, date, onClose, onDone }: CloseDateProps) {
  const t = useOwnerText()
  const language = useLanguage()
  const { data } = useQuery(dayQuery(restaurantId, date))
  const booked = data?.bookings.flatMap(({ id, status }) => (status === 'canceled' ? [] : id))
  const count = booked && new Set(booked).size
  return (
    <Dialog title={t('closed.closeTitle', { day: dayText(date, language) })} onClose={onClose}>
      <Confirm
        keep={t('closed.keep')}
        onKeep={onClose}
        confirm={t('closed.closeSure')}
        request={() =>
          call<typeof owner.closeDate>('PUT /v1/restaurants/:restaurantId/closed-dates/:date', {
            params: { restaurantId, date },
          })
        }
        onDone={(answer) => {
          onClose()
          onDone(answer)
        }}
      >
        <p role="status">
          {count === undefined ? t('closed.counting') : t('closed.closeLead', { count })}
        </p>
      </Confirm>
    </Dialog>
  )
}
