import { Guests, Load } from '../../../../orders/screens/desk/guests.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import type { DayAnswer } from './owner-queries.ts'
import { useOwnerText } from './text.ts'

/** Who comes on a day, time by time. */
export function DayGuests({ answer: { times, bookings } }: { readonly answer: DayAnswer }) {
  const t = useOwnerText()
  if (bookings.length === 0)
    return <EmptyState title={t('day.none')}>{t('day.noneLead')}</EmptyState>
  const count = (status: string) => bookings.filter((one) => one.status === status).length
  const booked = [...Map.groupBy(bookings, ({ timetableId }) => timetableId)]
    .map(([id, guests]) => {
      const load = times.find(({ timetableId }) => timetableId === id)
      return { id, guests, load, time: load?.time ?? guests[0]?.time ?? '' }
    })
    .toSorted((one, other) => one.time.localeCompare(other.time))
  return (
    <>
      <p className="text-soft">
        {t('day.summary', { paid: count('paid'), ready: count('ready') })}
      </p>
      <div className="grid gap-5">
        {booked.map(({ id, time, load, guests }) => (
          <section
            key={id}
            aria-label={time}
            className="grid break-inside-avoid gap-4 rounded-3xl border border-line bg-card p-5"
          >
            <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
              <h3 className="text-xl font-bold">{time}</h3>
              {load ? <Load taken={load.taken} capacity={load.capacity} /> : null}
            </div>
            <Guests bookings={guests} />
          </section>
        ))}
      </div>
    </>
  )
}
