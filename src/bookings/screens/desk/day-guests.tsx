import { dayLongText } from '../../../kernel/format.ts'
import { EmptyState } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { BookedCalendar } from './booked-calendar.tsx'
import { BookingsCsv } from './bookings-csv.tsx'
import type { DayAnswer } from './day-queries.ts'
import { guestTimes, type TimeLoad } from './guest-times.ts'
import { Guests, LoadBar } from './guests.tsx'
import { PrintButton } from './print-button.tsx'
import { useServedTime } from './served-time.ts'
import { useDayText } from './text.ts'

interface DayHeadingProps {
  readonly storeId: string
  readonly date: string
  /** The tab of the desk that shows a date of the calendar. */
  readonly tab: string
}

/** The date that is shown, the way to any other, and the ways to take it along. */
export function DayHeading({ storeId, date, tab }: DayHeadingProps) {
  const language = useLanguage()
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <h2 className="text-2xl font-bold">{dayLongText(date, language)}</h2>
      <div className="no-print flex flex-wrap gap-2">
        <BookedCalendar storeId={storeId} date={date} tab={tab} />
        <BookingsCsv storeId={storeId} date={date} />
        <PrintButton />
      </div>
    </div>
  )
}

interface DayGuestsProps {
  readonly storeId: string
  readonly date: string
  readonly bookings: DayAnswer['bookings']
  /** Times that are shown although nobody booked them, or with how full they are. */
  readonly times: readonly TimeLoad[]
}

/** Who comes on a day, time by time. */
export function DayGuests({ storeId, date, times, bookings }: DayGuestsProps) {
  const t = useDayText()
  const timeText = useServedTime()
  const all = guestTimes({ times, bookings })
  if (all.length === 0) return <EmptyState title={t('none')}>{t('noneLead')}</EmptyState>
  const orders = all.flatMap(({ guests }) => guests)
  const count = (status: string) =>
    new Set(orders.flatMap((one) => (one.status === status ? one.id : []))).size
  return (
    <>
      <p className="text-soft">{t('summary', { paid: count('paid'), ready: count('ready') })}</p>
      <div className="grid gap-5">
        {all.map(({ time, load, guests }) => (
          <section
            key={time}
            aria-label={timeText(time)}
            className="grid break-inside-avoid gap-4 rounded-3xl border border-line bg-card p-5"
          >
            <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
              <h3 className="text-xl font-bold">{timeText(time)}</h3>
              {load ? <LoadBar load={load} /> : null}
            </div>
            <Guests storeId={storeId} date={date} guests={guests} />
          </section>
        ))}
      </div>
    </>
  )
}
