import { useState } from 'react'
import { CancelGuest } from '../../../bookings/screens/desk/cancel-guest.tsx'
import { storeBookingQuery } from '../../../bookings/screens/desk/cancel-queries.ts'
import { useWord } from '../../../bookings/screens/use-booking-door.ts'
import { Button } from '../../../web/kit/button.tsx'
import { useQuery } from '../../../web/query.ts'
import type { StorePayment, StorePayments } from './payment-queries.ts'
import { useStoreText } from './text.ts'

interface CancelOrderProps {
  readonly storeId: string
  readonly answer: StorePayments
  /** Any payment of the order: each has the order's facts. */
  readonly order: StorePayment
}

/** Opens the dialog to cancel a paid order, or some of its lines, as on a day of the store. */
export function CancelOrder({ storeId, answer: { data: attempts, now }, order }: CancelOrderProps) {
  const t = useStoreText()
  const [isOpen, setOpen] = useState(false)
  const { data: booking } = useQuery(storeBookingQuery(storeId, order.orderId))
  const word = useWord(booking)
  const { price, startsAt, booker } = order
  const sum = (amounts: readonly number[]) => amounts.reduce((one, other) => one + other, 0)
  const refundable = sum(attempts.map((one) => one.refundable.amount))
  const paid = sum(attempts.map(({ taken }) => taken?.amount ?? 0))
  const guest = {
    id: order.orderId,
    time: '',
    begun: startsAt !== null && Date.parse(startsAt) <= Date.parse(now),
    // a wallet may have paid a part: the price of an attempt is its own
    price: { ...price, amount: paid },
    refundable: { ...price, amount: refundable },
    booker: booker === null ? null : { name: booker },
  }
  return (
    <div>
      <Button kind="danger" onClick={() => setOpen(true)}>
        {word('cancel', t('order.cancel'))}
      </Button>
      {isOpen ? (
        <CancelGuest storeId={storeId} guest={guest} onClose={() => setOpen(false)} />
      ) : null}
    </div>
  )
}
