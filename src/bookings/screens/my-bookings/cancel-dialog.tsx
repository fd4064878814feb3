import { Fragment } from 'react'
import { priceText } from '../../../kernel/format.ts'
import type * as payments from '../../../payments/contract.ts'
import { instantText } from '../../../policies/screens/terms/cancel-terms.tsx'
import { type QuoteAnswer, quoteQuery } from '../../../policies/screens/terms/quote-query.ts'
import { call, newKey, type ProblemBody } from '../../../web/call.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { Skeleton } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import { useBookingDoor, useWord } from '../booking-door.ts'
import type { Booking } from '../booking-queries.ts'
import { startText, timedStarts } from '../starts.ts'
import { useMyBookingsText } from './text.ts'

interface CancelDialogProps {
  readonly booking: Booking
  readonly onClose: () => void
  /** Called once the lists are read again. */
  readonly onCanceled?: (() => void) | undefined
}

/** The current refund quote, and the cancellation at exactly that quote. */
function useCancel({ booking, onClose, onCanceled }: CancelDialogProps) {
  const client = useQueryClient()
  const { availabilityKey } = useBookingDoor(booking.store)
  const { pending, problem, send } = useSend()
  const isPaid = booking.status === 'paid' && booking.price.amount > 0
  const quote = useQuery({ ...quoteQuery(booking.id), enabled: isPaid })
  const cancel = async () => {
    if (isPaid && !quote.data) return
    const sent = await send(() =>
      call<typeof payments.cancelOrder>('POST /v1/orders/:orderId/cancellation', {
        params: { orderId: booking.id },
        key: newKey(),
        body: { refund: quote.data?.refund.amount ?? 0 },
      }),
    )
    if (!sent) return
    if (sent.ok) onClose()
    await Promise.all([
      // A refusal may mean that the refund has fallen since it was shown.
      sent.ok || !isPaid ? undefined : quote.refetch(),
      client.invalidateQueries({ queryKey: ['bookings'] }),
      client.invalidateQueries({ queryKey: ['wallet'] }),
      client.invalidateQueries({ queryKey: ['payment-history', booking.id] }),
      client.invalidateQueries({ queryKey: availabilityKey(booking.store.id) }),
    ])
    if (sent.ok) onCanceled?.()
  }
  const unquoted = isPaid && quote.error ? (quote.error as unknown as ProblemBody) : undefined
  return {
    quote,
    isPaid,
    cancel,
    pending: pending || quote.isFetching,
    problem: problem ?? unquoted,
    isRefused: unquoted?.status === 409,
  }
}

/** Asks for confirmation, with the refund. */
export function CancelDialog(props: CancelDialogProps) {
  const { booking, onClose } = props
  const t = useMyBookingsText()
  const language = useLanguage()
  const { quote, isPaid, cancel, pending, problem, isRefused } = useCancel(props)
  const word = useWord(booking.store)
  const isMade = booking.status === 'paid'
  const isForNothing = !isPaid || quote.data?.refund.amount === 0
  return (
    <Dialog
      title={
        isMade ? word('cancelTitle', t('cancel.title')) : word('letGoTitle', t('cancel.letGoTitle'))
      }
      onClose={onClose}
    >
      <p>
        <strong>{booking.store.name}</strong>
        {timedStarts(booking).map((start) => (
          <Fragment key={start.startsAt}>
            <br />
            {startText(start, booking.store, language)}
          </Fragment>
        ))}
      </p>
      <Refused problem={problem} />
      {isPaid ? null : (
        <p className="text-soft">
          {isMade ? t('cancel.free') : word('letGoLead', t('cancel.nothingPaid'))}
        </p>
      )}
      {isPaid && quote.isPending ? <Skeleton className="h-12" /> : null}
      {isPaid && quote.data ? <ComesBack {...quote.data} /> : null}
      <DialogActions keep={t('cancel.keep')} onKeep={onClose}>
        {isRefused ? null : (
          <Button kind="danger" pending={pending} onClick={cancel}>
            {t(isMade ? (isForNothing ? 'cancel.sureOnly' : 'cancel.sure') : 'cancel.letGoSure')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}

function ComesBack({ refund, kept, keptPercent, until, timeZone }: QuoteAnswer) {
  const t = useMyBookingsText()
  const language = useLanguage()
  const price = priceText(refund, language)
  return (
    <div role="status" className="grid gap-1">
      <p className="font-semibold">
        {refund.amount === 0 && kept.amount > 0
          ? t('cancel.nothingBack')
          : t(kept.amount === 0 ? 'cancel.refund' : 'cancel.part', { price })}
      </p>
      {kept.amount > 0 ? (
        <p className="text-soft">
          {t('cancel.kept', { kept: priceText(kept, language), percent: keptPercent })}
        </p>
      ) : null}
      {until ? (
        <p className="text-sm text-soft">
          {t('cancel.until', { when: instantText(until, timeZone, language) })}
        </p>
      ) : null}
    </div>
  )
}
