import { priceText } from '../../../kernel/format.ts'
import { call } from '../../../web/call.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { Skeleton } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { newKey } from '../../../web/new-key.ts'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../guests/contract.ts'
import { type GuestBooking, guestBookingQuery, guestQuoteQuery } from './guest-queries.ts'
import { useGuestText } from './text.ts'

interface CancelGuestBookingProps {
  readonly booking: GuestBooking
  readonly onClose: () => void
}

/** Asks for confirmation, with the refund; cancels at exactly that refund. */
export function CancelGuestBooking({ booking, onClose }: CancelGuestBookingProps) {
  const t = useGuestText()
  const client = useQueryClient()
  const language = useLanguage()
  const { token } = booking
  const quote = useQuery(guestQuoteQuery(token))
  const { pending, problem, send } = useSend()
  const cancel = async () => {
    if (!quote.data) return
    const { refund } = quote.data
    const sent = await send(() =>
      call<typeof contract.cancelGuestBooking>('POST /v1/guest-bookings/:token/cancellation', {
        params: { token },
        key: newKey(),
        body: { refund: refund.amount },
      }),
    )
    await client.invalidateQueries({ queryKey: guestBookingQuery(token).queryKey })
    if (sent?.ok) onClose()
  }
  return (
    <Dialog title={t('cancelTitle')} onClose={onClose}>
      <Refused problem={problem} />
      <Loaded query={quote} loading={<Skeleton className="h-12" />}>
        {({ refund, kept }) => (
          <div role="status" className="grid gap-1">
            <p className="font-semibold">
              {refund.amount === 0
                ? t('free')
                : t('refund', { price: priceText(refund, language) })}
            </p>
            {kept.amount > 0 ? (
              <p className="text-soft">{t('kept', { kept: priceText(kept, language) })}</p>
            ) : null}
          </div>
        )}
      </Loaded>
      <DialogActions keep={t('keep')} onKeep={onClose}>
        {quote.data ? (
          <Button kind="danger" pending={pending} onClick={cancel}>
            {t('sure')}
          </Button>
        ) : null}
      </DialogActions>
    </Dialog>
  )
}
