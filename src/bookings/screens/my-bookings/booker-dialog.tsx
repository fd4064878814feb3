import { call } from '../../../web/call.ts'
import { Submit } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../contract.ts'
import type { BookerDraft } from '../booking/booker-draft.ts'
import { BookerFields } from '../booking/booker-form.tsx'
import { contactQuery, keepContact } from '../booking/guest-contact.ts'
import { GuestEmail } from '../booking/guest-email.tsx'
import { useBooker } from '../booking/use-booker.ts'
import { type Booking, bookingQuery } from '../booking-queries.ts'
import { useWord } from '../use-booking-door.ts'
import { useMyBookingsText } from './text.ts'

interface BookerDialogProps {
  readonly booking: Booking
  readonly onClose: () => void
}

/** Corrects name, phone and message of a booking that is paid. */
export function BookerDialog({ booking, onClose }: BookerDialogProps) {
  const t = useMyBookingsText()
  const word = useWord(booking)
  const client = useQueryClient()
  const { pending, problem, send } = useSend()
  const save = async (body: BookerDraft, email?: string | null) => {
    const kept = email === undefined || (await send(() => keepContact(email, body.phone)))?.ok
    if (!kept) return
    if (email !== undefined) void client.invalidateQueries({ queryKey: contactQuery.queryKey })
    const sent = await send(() =>
      call<typeof contract.nameBooker>('PUT /v1/bookings/:bookingId/booker', {
        params: { bookingId: booking.id },
        body,
      }),
    )
    if (!sent?.ok) return
    client.setQueryData(bookingQuery(booking.id).queryKey, sent.answer)
    onClose()
  }
  const booker = useBooker({ booking, pending, onSend: save })
  return (
    <Dialog title={word('changeBooker', t('booker.change'))} onClose={onClose}>
      <form noValidate onSubmit={booker.send} className="grid gap-5">
        <Refused problem={problem} />
        <BookerFields booking={booking} booker={booker} />
        <GuestEmail booker={booker} />
        <DialogActions keep={t('booker.keep')} onKeep={onClose}>
          <Submit pending={pending}>{t('booker.save')}</Submit>
        </DialogActions>
      </form>
    </Dialog>
  )
}
