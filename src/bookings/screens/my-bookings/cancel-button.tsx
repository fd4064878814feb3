import { Suspense, useState } from 'react'
import { Button } from '../../../web/kit/button.tsx'
import { later } from '../../../web/kit/later.ts'
import type { Booking } from '../booking-queries.ts'
import { useMyBookingsText } from './text.ts'

const [CancelDialog, useCancelDialogAhead] = later(() =>
  import('./cancel-dialog.tsx').then((loaded) => loaded.CancelDialog),
)

interface CancelButtonProps {
  readonly booking: Booking
  readonly onCanceled?: () => void
}

/** Opens the dialog to cancel a booking, which is loaded on demand. */
export function CancelButton({ booking, onCanceled }: CancelButtonProps) {
  const t = useMyBookingsText()
  const [isOpen, setOpen] = useState(false)
  useCancelDialogAhead()
  return (
    <>
      <Button kind="danger" onClick={() => setOpen(true)}>
        {t(booking.status === 'ready' ? 'cancel.letGo' : 'cancel.button')}
      </Button>
      {isOpen ? (
        <Suspense>
          <CancelDialog {...{ booking, onCanceled }} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
