import { Address, Phone } from '../../../stores/profile/screens/address.tsx'
import type { Booking } from '../booking-queries.ts'
import { useBookingText } from './text.ts'

/** Where to go and whom to call, of a booking that begins at its store. */
export function StoreLocation({
  booking: { location, lines, store },
}: {
  readonly booking: Booking
}) {
  const t = useBookingText()
  if (!location || lines.every(({ startsAt }) => !startsAt)) return null
  return (
    <section aria-label={t('location.title')} className="grid gap-1 border-t border-line pt-4">
      <h3 className="font-semibold">{t('location.title')}</h3>
      {location.address ? <Address at={location} name={store.name} /> : null}
      {location.phone ? (
        <p>
          <span className="sr-only">{t('location.phone')} </span>
          <Phone phone={location.phone} />
        </p>
      ) : null}
    </section>
  )
}
