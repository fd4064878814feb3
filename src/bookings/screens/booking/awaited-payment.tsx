import { DepositPanel } from '../../../payments/screens/checkout/deposit.tsx'
import type { Checkout } from '../../../payments/screens/checkout/use-checkout.ts'
import { PayingPanel } from '../../../payments/screens/checkout/waiting.tsx'
import type { Booking } from '../booking-queries.ts'
import { Fact } from './booking-summary.tsx'
import { useBookingText } from './text.ts'

interface AwaitedPaymentProps {
  readonly booking: Booking
  readonly payment: NonNullable<Booking['payment']>
  readonly checkout: Checkout
  readonly onOther: () => void
}

/** A started payment: its window or virtual account, and the booker. */
export function AwaitedPayment({ booking, payment, checkout, onOther }: AwaitedPaymentProps) {
  const t = useBookingText()
  const { booker, price, store } = booking
  if (payment.deposit)
    return <DepositPanel {...{ payment, price, onOther }} timeZone={store.timeZone} />
  return (
    <PayingPanel {...{ payment, checkout, onOther }}>
      {booker ? (
        <dl className="grid gap-2 border-t border-line pt-4">
          <Fact label={t('booker.name')}>{booker.name}</Fact>
          <Fact label={t('booker.phone')}>{booker.phone}</Fact>
          {booker.message ? <Fact label={t('booker.message')}>{booker.message}</Fact> : null}
        </dl>
      ) : null}
    </PayingPanel>
  )
}
