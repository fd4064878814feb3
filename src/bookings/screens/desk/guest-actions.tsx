import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { storeQuery, useRefreshAll } from '../../../stores/screens/store-queries.ts'
import { useDoor } from '../../../stores/screens/use-door.ts'
import { call } from '../../../web/call.ts'
import { Button, buttonLook } from '../../../web/kit/button.tsx'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { useQuery } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../store-contract.ts'
import { Bill } from '../bill/bill.tsx'
import { GuestHistory } from '../guest-history/guest-history.tsx'
import { CancelGuest } from './cancel-guest.tsx'
import { GuestNote } from './guest-note.tsx'
import type { DatedGuestProps, GuestProps } from './guest-props.ts'
import { MoveGuest } from './move-guest.tsx'
import { useDayText } from './text.ts'

const small = 'min-h-11 px-3 text-sm'

/** What an owner does with a guest's booking, from the day's list. */
export function GuestActions({ storeId, date, guest }: DatedGuestProps) {
  const t = useDayText()
  const [open, setOpen] = useState<'note' | 'cancel' | 'move' | 'history' | 'bill'>()
  const close = () => setOpen(undefined)
  const { data: store } = useQuery(storeQuery(storeId))
  const whereTab = useDoor(store?.door)?.whereTab
  return (
    <div className="no-print flex flex-wrap items-center gap-2">
      {guest.marks.length > 0 ? <VisitMarks storeId={storeId} guest={guest} /> : null}
      {isMovable(guest) ? (
        <Button kind="plain" className={small} onClick={() => setOpen('move')}>
          {t('move.button')}
        </Button>
      ) : null}
      {whereTab && guest.isPlaced && guest.status === 'paid' ? (
        <Link
          to="."
          search={{ tab: whereTab, date } as never}
          className={buttonLook('plain', small)}
        >
          {t('where.change')}
        </Link>
      ) : null}
      <Button kind="plain" className={small} onClick={() => setOpen('history')}>
        {t('history')}
      </Button>
      {guest.visit === 'arrived' ? (
        <Button kind="plain" className={small} onClick={() => setOpen('bill')}>
          {t('bill')}
        </Button>
      ) : null}
      {guest.left ? null : (
        <Button kind="plain" className={small} onClick={() => setOpen('note')}>
          {t(guest.note ? 'note.edit' : 'note.add')}
        </Button>
      )}
      {guest.price.amount > 0 ? (
        <Link
          to="/stores/$storeId/payments/$orderNumber"
          params={{ storeId, orderNumber: guest.orderNumber }}
          className={buttonLook('plain', small)}
        >
          {t('pay.see')}
        </Link>
      ) : null}
      {guest.status === 'paid' ? (
        <Button kind="plain-danger" className={small} onClick={() => setOpen('cancel')}>
          {t('cancel.button')}
        </Button>
      ) : null}
      {open === 'note' ? <GuestNote storeId={storeId} guest={guest} onClose={close} /> : null}
      {open === 'history' ? (
        <Dialog title={t('history')} onClose={close}>
          <GuestHistory storeId={storeId} bookingId={guest.id} />
        </Dialog>
      ) : null}
      {open === 'bill' ? (
        <Dialog title={t('bill')} onClose={close}>
          <Bill storeId={storeId} bookingId={guest.id} />
        </Dialog>
      ) : null}
      {open === 'move' ? <MoveGuest {...{ storeId, date, guest }} onClose={close} /> : null}
      {open === 'cancel' ? (
        <CancelGuest storeId={storeId} guest={{ ...guest, date }} onClose={close} />
      ) : null}
    </div>
  )
}

/** A guest who has come, or should have, is asked for no other time. */
const isMovable = ({ status, left, move, begun, visit, ...guest }: GuestProps['guest']): boolean =>
  status === 'paid' && guest.isMovable && !left && !move && !begun && !visit

/** Two switches: pressing the one that is on takes the mark back. */
function VisitMarks({ storeId, guest: { id, visit, marks } }: GuestProps) {
  const t = useDayText()
  const refresh = useRefreshAll()
  const { pending, problem, send } = useSend()
  const mark = async (wanted: 'arrived' | 'no-show') => {
    const params = { storeId, bookingId: id }
    const sent = await send<unknown>(() =>
      visit === wanted
        ? call<typeof contract.undoVisit>('DELETE /v1/stores/:storeId/bookings/:bookingId/visit', {
            params,
          })
        : call<typeof contract.markVisit>('PUT /v1/stores/:storeId/bookings/:bookingId/visit', {
            params,
            body: { visit: wanted },
          }),
    )
    if (sent?.ok) await refresh()
  }
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{t('visit.label')}</legend>
      {marks.map((one) => (
        <Button
          key={one}
          kind={visit === one ? 'primary' : 'quiet'}
          className={small}
          aria-pressed={visit === one}
          pending={pending}
          onClick={() => mark(one)}
        >
          {t(`visit.${one}`)}
        </Button>
      ))}
      <Refused problem={problem} />
    </fieldset>
  )
}
