import { Suspense, useState } from 'react'
import { wallTimeAt } from '../../../../web/format.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Countdown } from '../../../../web/kit/countdown.tsx'
import { later } from '../../../../web/kit/later.ts'
import { Notice, Refused } from '../../../../web/kit/notice.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { BookerForm } from './booker-form.tsx'
import type { BookingAnswer } from './booking-queries.ts'
import { PayingPanel } from './paying-panel.tsx'
import { useBookingText } from './text.ts'
import { type Paying, usePayment } from './use-payment.ts'

const [CancelDialog, useCancelDialogAhead] = later(() =>
  import('../my-bookings/cancel-dialog.tsx').then((loaded) => loaded.CancelDialog),
)

interface ReadyBookingProps {
  readonly booking: BookingAnswer
  readonly stage: 'form' | 'paying'
  readonly aheadMs: number
  readonly askAgain: () => void
}

/** The table is theirs until the deadline: say who comes, pay, or let it go. */
export function ReadyBooking({ booking, stage, aheadMs, askAgain }: ReadyBookingProps) {
  const t = useBookingText()
  const payment = usePayment(booking, askAgain)
  useCancelDialogAhead()
  const [isLettingGo, setLettingGo] = useState(false)
  const isPaying = stage === 'paying'
  const wasNotPaid = !isPaying && !payment.isStarting && booking.payment?.status === 'not-paid'
  return (
    <>
      <Countdown
        until={booking.expiresAt}
        aheadMs={aheadMs}
        onEnd={askAgain}
        className="rounded-2xl bg-well px-4 py-3 max-md:hidden"
      />
      {wasNotPaid ? (
        <Notice tone="warn" title={t('booking.notPaid.title')}>
          {t('booking.notPaid.lead', {
            until: wallTimeAt(new Date(booking.expiresAt), booking.restaurant.timeZone),
          })}
        </Notice>
      ) : null}
      <Refused problem={payment.problem} />
      {isPaying ? (
        <PayingPanel booking={booking} payment={payment} />
      ) : (
        <BookerForm booking={booking} pending={payment.isStarting} onSend={payment.begin} />
      )}
      <Button kind="plain" className="-ml-5 justify-self-start" onClick={() => setLettingGo(true)}>
        {t('booking.letGo')}
      </Button>
      <BottomBar {...{ booking, isPaying, payment, aheadMs, askAgain }} />
      <div className="h-24 md:hidden" aria-hidden="true" />
      {isLettingGo ? (
        <Suspense>
          <CancelDialog booking={booking} onClose={() => setLettingGo(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

interface BottomBarProps extends Omit<ReadyBookingProps, 'stage'> {
  readonly isPaying: boolean
  readonly payment: Paying
}

/** On a phone: what it costs, how long is left, and the one next step, always in reach. */
function BottomBar({ booking, isPaying, payment, aheadMs, askAgain }: BottomBarProps) {
  const t = useBookingText()
  return (
    <div className="fixed inset-x-0 bottom-0 z-20 grid gap-2 border-t border-line bg-card/97 px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:hidden">
      <div className="flex items-baseline justify-between gap-3">
        <Countdown until={booking.expiresAt} aheadMs={aheadMs} onEnd={askAgain} />
        <Price money={booking.price} className="text-lg font-bold" />
      </div>
      {isPaying ? (
        <Button onClick={payment.reopen}>{t('booking.paying.reopen')}</Button>
      ) : (
        <Button type="submit" form="booker" pending={payment.isStarting}>
          {t('booking.form.pay')}
        </Button>
      )}
    </div>
  )
}
