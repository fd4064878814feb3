import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { dayLongText } from '../../../kernel/format.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Button } from '../../../web/kit/button.tsx'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { Month } from '../../../web/kit/month.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery } from '../../../web/query.ts'
import { bookedDaysQuery } from './day-queries.ts'
import { useDayText } from './text.ts'

interface BookedCalendarProps {
  readonly storeId: string
  /** The date that is shown. */
  readonly date: string
  /** The tab of the desk that shows a date. */
  readonly tab: string
}

/** Any date of a store, past ones too, each with how many bookings it has. */
export function BookedCalendar(props: BookedCalendarProps) {
  const t = useDayText()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button kind="quiet" className="no-print" onClick={() => setOpen(true)}>
        {t('calendar.open')}
      </Button>
      {isOpen ? (
        <Dialog title={t('calendar.title')} onClose={() => setOpen(false)}>
          <p className="text-soft">{t('calendar.lead')}</p>
          <BookedMonth {...props} onDone={() => setOpen(false)} />
        </Dialog>
      ) : null}
    </>
  )
}

function BookedMonth({ storeId, date, tab, onDone }: BookedCalendarProps & { onDone: () => void }) {
  const t = useDayText()
  const language = useLanguage()
  const navigate = useNavigate()
  const [month, setMonth] = useState(date.slice(0, 7))
  const { data } = useQuery({
    ...bookedDaysQuery(storeId, month),
    placeholderData: (before) => before,
  })
  const counts = new Map(data?.data.map((day) => [day.date, day.bookings]))
  return (
    <Month
      month={month}
      onMonth={setMonth}
      today={data?.today ?? date}
      first="2000-01"
      last="2099-12"
      day={(one) => {
        const count = counts.get(one) ?? 0
        return {
          tone: one === date ? 'chosen' : 'plain',
          ...(count > 0 && {
            mark: <strong>{t('calendar.count', { count })}</strong>,
            said: t('calendar.said', { count }),
          }),
        }
      }}
      onPick={(chosen) => {
        onDone()
        announce(dayLongText(chosen, language))
        void navigate({ to: '.', search: { tab, date: chosen } as never, resetScroll: false })
      }}
    />
  )
}
