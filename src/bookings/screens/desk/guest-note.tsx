import { type FormEvent, useState } from 'react'
import { useRefreshAll } from '../../../stores/screens/store-queries.ts'
import { call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Submit } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { TextArea } from '../../../web/kit/field.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../store-contract.ts'
import type { GuestProps } from './guest-props.ts'
import { useDayText } from './text.ts'

/** The owner's private note on a booking; an empty one removes it. */
export function GuestNote({ storeId, guest, onClose }: GuestProps & { onClose: () => void }) {
  const t = useDayText()
  const refresh = useRefreshAll()
  const [note, setNote] = useState(guest.note ?? '')
  const { pending, problem, send } = useSend()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const sent = await send(() =>
      call<typeof contract.writeNote>('PUT /v1/stores/:storeId/bookings/:bookingId/note', {
        params: { storeId, bookingId: guest.id },
        body: { note },
      }),
    )
    if (!sent?.ok) return
    await refresh()
    onClose()
    announce(t('note.saved'))
  }
  return (
    <Dialog title={t('note.title')} onClose={onClose}>
      <form onSubmit={save} noValidate className="grid gap-5">
        <Refused problem={problem} />
        <TextArea
          label={t('note.field')}
          hint={t('note.lead')}
          maxLength={500}
          counted
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <DialogActions keep={t('note.keep')} onKeep={onClose}>
          <Submit pending={pending}>{t('note.save')}</Submit>
        </DialogActions>
      </form>
    </Dialog>
  )
}
