import { Button } from '../../../../web/kit/button.tsx'
import type { BookingAnswer } from './booking-queries.ts'
import { Fact } from './booking-summary.tsx'
import { useBookingText } from './text.ts'
import type { Paying } from './use-payment.ts'

interface PayingPanelProps {
  readonly booking: BookingAnswer
  readonly payment: Paying
}

/** The payment window is open, or was: the page stays, and the window can be had again. */
export function PayingPanel({ booking: { booker }, payment }: PayingPanelProps) {
  const t = useBookingText()
  return (
    <section className="grid gap-5 rounded-3xl border border-line bg-card p-5 sm:p-7">
      <div role="status" className="grid gap-1">
        <p className="text-lg font-bold">
          {t(payment.isWindowOpen ? 'booking.paying.open' : 'booking.paying.shut')}
        </p>
        <p className="text-soft">
          {t(payment.isWindowOpen ? 'booking.paying.openLead' : 'booking.paying.shutLead')}
        </p>
      </div>
      <Button
        kind={payment.isWindowOpen ? 'quiet' : 'primary'}
        className="justify-self-start max-md:hidden"
        onClick={payment.reopen}
      >
        {t('booking.paying.reopen')}
      </Button>
      {booker ? (
        <dl className="grid gap-2 border-t border-line pt-4">
          <Fact label={t('booker.name')}>{booker.name}</Fact>
          <Fact label={t('booker.phone')}>{booker.phone}</Fact>
          {booker.message ? <Fact label={t('booker.message')}>{booker.message}</Fact> : null}
        </dl>
      ) : null}
    </section>
  )
}
