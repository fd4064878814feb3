import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type * as payments from '../../../../payments/contract.ts'
import { call, newKey } from '../../../../web/call.ts'
import { dayText, priceText } from '../../../../web/format.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../../web/kit/dialog.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useSend } from '../../../../web/use-send.ts'
import type { BookingAnswer } from '../booking/booking-queries.ts'
import { useMyBookingsText } from './text.ts'

/** Asks before a booking is given up, and says what comes back. */
export function CancelDialog({
  booking,
  onClose,
}: {
  booking: BookingAnswer
  onClose: () => void
}) {
  const t = useMyBookingsText()
  const language = useLanguage()
  const client = useQueryClient()
  const { pending, problem, send } = useSend()
  const isPaid = booking.status === 'paid'

  const cancel = async () => {
    const sent = await send(() =>
      call<typeof payments.cancelOrder>('POST /v1/orders/:orderId/cancellation', {
        params: { orderId: booking.id },
        key: newKey(),
      }),
    )
    if (!sent?.ok) return
    onClose()
    await Promise.all([
      client.invalidateQueries({ queryKey: ['bookings'] }),
      client.invalidateQueries({ queryKey: ['restaurants', booking.restaurant.id] }),
    ])
  }
  return (
    <Dialog title={t(isPaid ? 'cancel.title' : 'cancel.letGoTitle')} onClose={onClose}>
      <p>
        <strong>{booking.restaurant.name}</strong>
        <br />
        {dayText(booking.date, language)} {booking.time}
      </p>
      <p className="text-soft">
        {isPaid
          ? t('cancel.refund', { price: priceText(booking.price, language) })
          : t('cancel.nothingPaid')}
      </p>
      <Refused problem={problem} />
      <DialogActions keep={t('cancel.keep')} onKeep={onClose}>
        <Button kind="danger" pending={pending} onClick={cancel}>
          {t(isPaid ? 'cancel.sure' : 'cancel.letGoSure')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

export function CancelButton({ booking }: { booking: BookingAnswer }) {
  const t = useMyBookingsText()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button kind="danger" onClick={() => setOpen(true)}>
        {t('cancel.button')}
      </Button>
      {isOpen ? <CancelDialog booking={booking} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
