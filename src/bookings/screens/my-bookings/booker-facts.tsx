import { Suspense, useState } from 'react'
import { Button } from '../../../web/kit/button.tsx'
import { later } from '../../../web/kit/later.ts'
import { Fact } from '../booking/booking-summary.tsx'
import type { Booking } from '../booking-queries.ts'
import { isUpcoming } from '../starts.ts'
import { useWord } from '../use-booking-door.ts'
import { useMyBookingsText } from './text.ts'

const [BookerDialog, useBookerDialogAhead] = later(() =>
  import('./booker-dialog.tsx').then((loaded) => loaded.BookerDialog),
)

/** Who comes to a paid booking, and the way to correct it. */
export function BookerFacts({ booking }: { readonly booking: Booking }) {
  const t = useMyBookingsText()
  const [isOpen, setOpen] = useState(false)
  const word = useWord(booking)
  const { booker } = booking
  useBookerDialogAhead()
  return (
    <div className="grid gap-2 border-t border-line pt-4">
      {booker ? (
        <dl className="grid gap-2">
          <Fact label={t('booker.name')}>{booker.name}</Fact>
          <Fact label={t('booker.phone')}>{booker.phone}</Fact>
          {booker.message ? <Fact label={t('booker.message')}>{booker.message}</Fact> : null}
        </dl>
      ) : null}
      {isUpcoming(booking) ? (
        <Button kind="plain" className="-mr-5 justify-self-end" onClick={() => setOpen(true)}>
          {word('changeBooker', t('booker.change'))}
        </Button>
      ) : null}
      {isOpen ? (
        <Suspense>
          <BookerDialog booking={booking} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </div>
  )
}
