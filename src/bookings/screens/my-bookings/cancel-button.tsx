import { Suspense, useState } from 'react'
import { Button } from '../../../web/kit/button.tsx'
import { later } from '../../../web/kit/later.ts'
import type { Booking } from '../booking-queries.ts'
import { useWord } from '../use-booking-door.ts'
import { useMyBookingsText } from './text.ts'

const [CancelDialog, useCancelDialogAhead] = later(() =>
  import('./cancel-dialog.tsx').then((loaded) => loaded.CancelDialog),
)

interface CancelButtonProps {
  readonly booking: Booking
  readonly onCanceled?: () => void
  /** The front door of which nothing is canceled any more. */
  readonly without?: string | undefined
}

/** Opens the dialog to cancel a booking, which is loaded on demand. */
export function CancelButton({ booking, onCanceled, without }: CancelButtonProps) {
  const t = useMyBookingsText()
  const word = useWord(booking)
  const [isOpen, setOpen] = useState(false)
  useCancelDialogAhead()
  return (
    <>
      <Button kind="plain-danger" onClick={() => setOpen(true)}>
        {booking.status === 'ready'
          ? word('letGo', t('cancel.letGo'))
          : word('cancel', t('cancel.button'))}
      </Button>
      {isOpen ? (
        <Suspense>
          <CancelDialog {...{ booking, onCanceled, without }} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
