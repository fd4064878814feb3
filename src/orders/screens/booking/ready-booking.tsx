import { type ReactNode, Suspense, useCallback, useState } from 'react'
import { NotPaid } from '../../../payments/screens/checkout/not-paid.tsx'
import { PayChoice } from '../../../payments/screens/checkout/pay-choice.tsx'
import { useCheckout } from '../../../payments/screens/checkout/use-checkout.ts'
import { useChoice } from '../../../payments/screens/checkout/use-choice.ts'
import { call, newKey } from '../../../web/call.ts'
import { priceText, wallTimeAt } from '../../../web/format.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Countdown } from '../../../web/kit/countdown.tsx'
import { later } from '../../../web/kit/later.ts'
import { Refused } from '../../../web/kit/notice.tsx'
import { PriceOrFree } from '../../../web/kit/price.tsx'
import { Skeleton } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import type * as orders from '../../contract.ts'
import type { Booking } from '../booking-door.ts'
import type { BookerDraft } from './booker-draft.ts'
import { BookerForm } from './booker-form.tsx'
import { useBookingText } from './text.ts'

const [AwaitedPayment, useAwaitedAhead] = later(() =>
  import('./awaited-payment.tsx').then((loaded) => loaded.AwaitedPayment),
)
const [CancelDialog, useCancelDialogAhead] = later(() =>
  import('../my-bookings/cancel-dialog.tsx').then((loaded) => loaded.CancelDialog),
)

interface ReadyBookingProps {
  readonly booking: Booking
  readonly stage: 'form' | 'paying' | 'deposit'
  readonly aheadMs: number
  readonly askAgain: () => void
}

/** How the booking is paid, and whether somebody who has begun wants to choose again. */
function usePaying({ booking, stage, askAgain }: Omit<ReadyBookingProps, 'aheadMs'>) {
  const { id, price, payment } = booking
  const [isChoosing, setChoosing] = useState(false)
  const onNews = useCallback(
    (begun?: unknown) => {
      if (begun) setChoosing(false)
      askAgain()
    },
    [askAgain],
  )
  const checkout = useCheckout({ orderId: id, price, onNews })
  const choosing = useChoice(price, payment)
  const isFree = price.amount === 0
  const pay = (booker: BookerDraft) => {
    if (isFree || choosing.isReady)
      void checkout.begin(choosing.choice, () => settle(booking, booker))
  }
  const awaited = stage === 'form' || isChoosing ? undefined : payment
  /** A bank has been asked to wait for the money: it can neither be hurried nor stopped from here. */
  const isAtBank = awaited?.deposit != null && awaited.redirectUrl === null
  const chooseAgain = () => setChoosing(true)
  return { checkout, choosing, isFree, pay, awaited, isAtBank, chooseAgain }
}

/** The place is theirs until the deadline: say who comes, pay, or let it go. */
export function ReadyBooking(props: ReadyBookingProps) {
  const { booking, aheadMs, askAgain } = props
  const t = useBookingText()
  const language = useLanguage()
  const { checkout, choosing, isFree, pay, awaited, isAtBank, chooseAgain } = usePaying(props)
  useAwaitedAhead()
  const isBusy = checkout.isStarting || (!isFree && choosing.isLoading)
  const send = isFree
    ? t('booking.form.free')
    : t('booking.form.pay', { price: priceText(booking.price, language) })
  const timeLeft = (
    <Countdown until={booking.expiresAt} aheadMs={aheadMs} onEnd={askAgain} free={isFree} />
  )
  return (
    <>
      {isAtBank ? null : (
        <div className="rounded-2xl bg-well px-4 py-3 max-md:hidden">{timeLeft}</div>
      )}
      {checkout.isStarting ? null : <LastTry booking={booking} />}
      <Refused problem={checkout.problem} />
      {awaited ? (
        <Suspense fallback={<Skeleton className="h-72" />}>
          <AwaitedPayment {...{ booking, payment: awaited, checkout, onOther: chooseAgain }} />
        </Suspense>
      ) : (
        <BookerForm booking={booking} pending={isBusy} onSend={pay} send={send}>
          {isFree ? null : <PayChoice choosing={choosing} />}
        </BookerForm>
      )}
      {isAtBank ? null : (
        <>
          <LetGo booking={booking} />
          <BottomBar price={booking.price} timeLeft={timeLeft}>
            {awaited ? null : (
              <Button type="submit" form="booker" pending={isBusy}>
                {send}
              </Button>
            )}
          </BottomBar>
        </>
      )}
    </>
  )
}

/** How the last try to pay ended, and until when the place stays. */
function LastTry({ booking: { payment, expiresAt, store } }: { booking: Booking }) {
  const t = useBookingText()
  const until = wallTimeAt(new Date(expiresAt), store.timeZone)
  return <NotPaid payment={payment}>{t('booking.notPaid', { until })}</NotPaid>
}

function LetGo({ booking }: { booking: Booking }) {
  const t = useBookingText()
  const [isOpen, setOpen] = useState(false)
  useCancelDialogAhead()
  return (
    <>
      <Button kind="plain" className="-ml-5 justify-self-start" onClick={() => setOpen(true)}>
        {t('booking.letGo')}
      </Button>
      {isOpen ? (
        <Suspense>
          <CancelDialog booking={booking} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

interface BottomBarProps {
  readonly price: Booking['price']
  readonly timeLeft: ReactNode
  readonly children: ReactNode
}

/** On a phone: what it costs, how long is left, and the one next step, always in reach. */
const BottomBar = ({ price, timeLeft, children }: BottomBarProps) => (
  <>
    <div className="fixed inset-x-0 bottom-0 z-20 grid gap-2 border-t border-line bg-card/97 px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:hidden">
      <div className="flex items-baseline justify-between gap-3">
        {timeLeft}
        <PriceOrFree money={price} className="text-lg font-bold" />
      </div>
      {children}
    </div>
    <div className="h-24 md:hidden" aria-hidden="true" />
  </>
)

/** Saves who comes; what costs nothing is confirmed with it, since there is nothing to pay. */
async function settle({ id, price, door }: Booking, booker: BookerDraft) {
  const named = await door.nameBooker(booker)
  if (!named.ok || price.amount > 0) return named
  return call<typeof orders.confirmOrder>('POST /v1/orders/:orderId/confirmation', {
    params: { orderId: id },
    key: newKey(),
  })
}
