import { Guests, Load } from '../../../../orders/screens/desk/guests.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import type { DayAnswer } from './owner-queries.ts'
import { useOwnerText } from './text.ts'

/** Who comes on a day, time by time; times of which nobody took anything are left out. */
export function DayGuests({ answer: { times, bookings } }: { readonly answer: DayAnswer }) {
  const t = useOwnerText()
  const count = (status: string) => bookings.filter((one) => one.status === status).length
  const known = new Map(times.map((time) => [time.timetableId, time]))
  const booked = Map.groupBy(bookings, ({ timetableId }) => timetableId)
  const taken = times.filter((time) => time.taken > 0).map(({ timetableId }) => timetableId)
  const all = [...new Set([...booked.keys(), ...taken])]
    .map((id) => ({
      id,
      load: known.get(id),
      guests: booked.get(id) ?? [],
      time: known.get(id)?.time ?? booked.get(id)?.[0]?.time ?? '',
    }))
    .toSorted((one, other) => one.time.localeCompare(other.time))
  if (all.length === 0) return <EmptyState title={t('day.none')}>{t('day.noneLead')}</EmptyState>
  return (
    <>
      <p className="text-soft">
        {t('day.summary', { paid: count('paid'), ready: count('ready') })}
      </p>
      <div className="grid gap-5">
        {all.map(({ id, time, load, guests }) => (
          <section
            key={id}
            aria-label={time}
            className="grid break-inside-avoid gap-4 rounded-3xl border border-line bg-card p-5"
          >
            <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
              <h3 className="text-xl font-bold">{time}</h3>
              {load ? <Load taken={load.taken} capacity={load.capacity} /> : null}
            </div>
            {load && load.reserved > 0 ? (
              <p className="text-soft">{t('day.reserved', { count: load.reserved })}</p>
            ) : null}
            {guests.length > 0 || !load?.reserved ? <Guests bookings={guests} /> : null}
          </section>
        ))}
      </div>
    </>
  )
}
