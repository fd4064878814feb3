import { type ReactNode, Suspense, useEffect, useState } from 'react'
import type * as orders from '../../../orders/contract.ts'
import { isAllWallet } from '../../../payments/screens/checkout/choice.ts'
import { PayChoice } from '../../../payments/screens/checkout/pay-choice.tsx'
import { usePayLabel } from '../../../payments/screens/checkout/pay-label.ts'
import { PayTerms, SharingTerms } from '../../../payments/screens/checkout/pay-terms.tsx'
import type { ReadyStage } from '../../../payments/screens/checkout/shown-stage.ts'
import { isToppedUp, takeToppedUp } from '../../../payments/screens/checkout/topped-up.ts'
import type { Checkout } from '../../../payments/screens/checkout/use-checkout.ts'
import { type Choosing, useChoice } from '../../../payments/screens/checkout/use-choice.ts'
import { call } from '../../../web/call.ts'
import { Button, Submit } from '../../../web/kit/button.tsx'
import { Countdown } from '../../../web/kit/countdown.tsx'
import { later } from '../../../web/kit/later.ts'
import { Refused } from '../../../web/kit/notice.tsx'
import { Price } from '../../../web/kit/price.tsx'
import { Skeleton } from '../../../web/kit/states.tsx'
import { newKey } from '../../../web/new-key.ts'
import type * as contract from '../../contract.ts'
import type { Booking } from '../booking-queries.ts'
import { usePartOf, useWord } from '../use-booking-door.ts'
import { WayOut } from '../way-out.tsx'
import type { BookerDraft } from './booker-draft.ts'
import { BookerForm } from './booker-form.tsx'
import { keepContact } from './guest-contact.ts'
import { useBookingText } from './text.ts'

const [AwaitedPayment, useAwaitedAhead] = later(() =>
  import('./awaited-payment.tsx').then((loaded) => loaded.AwaitedPayment),
)
const [CancelDialog, useCancelDialogAhead] = later(() =>
  import('../my-bookings/cancel-dialog.tsx').then((loaded) => loaded.CancelDialog),
)

interface ReadyBookingProps {
  readonly booking: Booking
  readonly stage: ReadyStage
  readonly aheadMs: number
  readonly askAgain: () => Promise<void>
  readonly checkout: Checkout
  readonly chooseAgain: () => void
}

/** A hold: name the booker and pay, or cancel. */
export function ReadyBooking(props: ReadyBookingProps) {
  const { booking, stage, aheadMs, askAgain, checkout, chooseAgain } = props
  useAwaitedAhead()
  const isFree = booking.price.amount === 0
  const awaited = stage === 'form' || stage === 'notPaid' ? null : booking.payment
  const timeLeft = (
    <Countdown until={booking.expiresAt} aheadMs={aheadMs} onEnd={askAgain} free={isFree} />
  )
  // The panel says the deadline, and no bar hides the account. One without a window cannot be stopped.
  if (awaited?.deposit)
    return (
      <>
        <Awaited {...{ booking, payment: awaited, checkout, chooseAgain }} />
        {awaited.redirectUrl === null ? null : (
          <WayOut booking={booking}>{() => <LetGo booking={booking} />}</WayOut>
        )}
      </>
    )
  return (
    <>
      <div className="rounded-2xl bg-well px-4 py-3 max-md:hidden">{timeLeft}</div>
      <Refused problem={checkout.problem} />
      {awaited ? (
        <>
          <Awaited {...{ booking, payment: awaited, checkout, chooseAgain }} />
          <BottomBar timeLeft={timeLeft}>
            <p className="text-right text-lg font-bold">
              <Price money={awaited.price} />
            </p>
          </BottomBar>
        </>
      ) : (
        <PayForm {...{ booking, checkout, timeLeft }} />
      )}
      <WayOut booking={booking}>{() => <LetGo booking={booking} />}</WayOut>
    </>
  )
}

interface AwaitedProps extends Pick<ReadyBookingProps, 'booking' | 'checkout' | 'chooseAgain'> {
  readonly payment: NonNullable<Booking['payment']>
}

const Awaited = ({ chooseAgain, ...awaited }: AwaitedProps) => (
  <Suspense fallback={<Skeleton className="h-72" />}>
    <AwaitedPayment {...awaited} onOther={chooseAgain} />
  </Suspense>
)

interface PayFormProps extends Pick<ReadyBookingProps, 'booking' | 'checkout'> {
  readonly timeLeft: ReactNode
}

/** Booker and payment method with one submit button; on a phone in the bottom bar. */
function PayForm({ booking, checkout, timeLeft }: PayFormProps) {
  const t = useBookingText()
  const choosing = useChoice(booking.price, booking.payment)
  const payLabel = usePayLabel(choosing)
  const isFree = booking.price.amount === 0
  const isBusy = checkout.isStarting || (!isFree && choosing.isLoading)
  const send = isFree ? t('booking.form.free') : payLabel
  const pay = (booker?: BookerDraft, email?: string | null) => {
    if (isFree || choosing.isReady)
      void checkout.begin(choosing.choice, () => settle(booking, booker, email))
  }
  const Recipient = usePartOf(booking, 'Recipient')
  usePaidOnceCharged(booking, choosing, () => pay())
  const choice = (
    <>
      {isFree ? null : <PayChoice choosing={choosing} />}
      {isFree ? (
        <SharingTerms store={booking.store.name} />
      ) : (
        <PayTerms store={booking.store.name} />
      )}
    </>
  )
  return (
    <>
      {Recipient && booking.booker ? (
        <KnownForm pending={isBusy} onSend={() => pay()} send={send}>
          <Recipient booking={booking} />
          {choice}
        </KnownForm>
      ) : (
        <BookerForm booking={booking} pending={isBusy} onSend={pay} send={send}>
          {choice}
        </BookerForm>
      )}
      <BottomBar timeLeft={timeLeft}>
        <Button type="submit" form="booker" pending={isBusy}>
          {send}
        </Button>
      </BottomBar>
    </>
  )
}

/** "Charge and pay": whoever comes back from the charge has said that it is paid from the wallet. */
function usePaidOnceCharged({ booker, price }: Booking, choosing: Choosing, pay: () => void) {
  const isCovered = isAllWallet(choosing.choice, price.amount) && price.amount > 0
  const isDue = booker !== null && isCovered && !choosing.isLoading && isToppedUp()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it has become due
  useEffect(() => {
    if (isDue && takeToppedUp()) pay()
  }, [isDue])
}

interface KnownFormProps {
  readonly pending: boolean
  readonly onSend: () => void
  readonly send: string
  readonly children: ReactNode
}

/** Of what was asked before: only the payment method is chosen. */
const KnownForm = ({ pending, onSend, send, children }: KnownFormProps) => (
  <form
    id="booker"
    className="grid gap-6"
    onSubmit={(event) => {
      event.preventDefault()
      if (!pending) onSend()
    }}
  >
    {children}
    <Submit pending={pending} className="text-lg max-md:hidden">
      {send}
    </Submit>
  </form>
)

function LetGo({ booking }: { booking: Booking }) {
  const t = useBookingText()
  const word = useWord(booking)
  const [isOpen, setOpen] = useState(false)
  useCancelDialogAhead()
  return (
    <>
      <Button kind="plain" className="-ml-5 justify-self-start" onClick={() => setOpen(true)}>
        {word('letGo', t('booking.letGo'))}
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
  readonly timeLeft: ReactNode
  readonly children: ReactNode
}

/** On a phone: the countdown and the next step, in a fixed bar. */
const BottomBar = ({ timeLeft, children }: BottomBarProps) => (
  <div className="fixed inset-x-0 bottom-0 z-20 grid gap-2 border-t border-line bg-card px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:hidden short:static short:-mx-4">
    {timeLeft}
    {children}
  </div>
)

/** Saves the booker where one was typed and where mails to a guest go, and confirms a free booking. */
async function settle({ id, price }: Booking, booker?: BookerDraft, email?: string | null) {
  const isTold = booker !== undefined && email !== undefined
  const kept = isTold ? await keepContact(email, booker.phone) : undefined
  if (kept && !kept.ok) return kept
  const named = booker && (await nameBooker(id, booker))
  if (named && (!named.ok || price.amount > 0)) return named
  if (price.amount > 0) return { ok: true, answer: null } as const
  return call<typeof orders.confirmOrder>('POST /v1/orders/:orderId/confirmation', {
    params: { orderId: id },
    key: newKey(),
  })
}

const nameBooker = (bookingId: string, body: BookerDraft) =>
  call<typeof contract.nameBooker>('PUT /v1/bookings/:bookingId/booker', {
    params: { bookingId },
    body,
  })
