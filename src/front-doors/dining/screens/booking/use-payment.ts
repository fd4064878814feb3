import { useCallback, useRef, useState } from 'react'
import type * as orders from '../../../../orders/contract.ts'
import type * as payments from '../../../../payments/contract.ts'
import { call, newKey, type ProblemBody } from '../../../../web/call.ts'
import { isPhone, openPayWindow, type PayWindow } from '../../../../web/pay-window.ts'
import type * as contract from '../../contract.ts'
import type { BookerDraft } from './booker-draft.ts'
import type { BookingAnswer } from './booking-queries.ts'
import { useBookingText } from './text.ts'

type Payment = NonNullable<BookingAnswer['payment']>

export interface Paying {
  readonly isStarting: boolean
  readonly isWindowOpen: boolean
  readonly problem: ProblemBody | undefined
  /** Must be called within a press, or the browser refuses the window. */
  readonly begin: (booker: BookerDraft) => Promise<void>
  readonly reopen: () => void
}

/**
 * Saves who comes, starts a payment and leads to its window: beside the page on a desktop, in its
 * place on a phone. What came of it is always asked of the server, never of the window.
 */
export function usePayment(booking: BookingAnswer, askAgain: () => void): Paying {
  const t = useBookingText()
  const [isStarting, setStarting] = useState(false)
  const [isWindowOpen, setWindowOpen] = useState(false)
  const [problem, setProblem] = useState<ProblemBody>()
  const payWindow = useRef<PayWindow>(undefined)

  const shut = useCallback(() => {
    setWindowOpen(false)
    askAgain()
  }, [askAgain])
  const open = () => {
    if (isPhone()) return
    payWindow.current?.close()
    payWindow.current = openPayWindow(t('booking.paying.waitingText'), shut)
    setWindowOpen(payWindow.current !== undefined)
  }
  const go = ({ id, redirectUrl }: Pick<Payment, 'id' | 'redirectUrl'>) => {
    if (!redirectUrl) return
    if (isPhone()) location.assign(redirectUrl)
    else payWindow.current?.go(redirectUrl, id)
  }

  const begin = async (booker: BookerDraft) => {
    setProblem(undefined)
    setStarting(true)
    if (booking.price.amount > 0) open()
    const started = await start(booking, booker)
    if (!started.ok) {
      payWindow.current?.close()
      setWindowOpen(false)
      setProblem(started.problem)
    } else if (started.answer) go(started.answer)
    askAgain()
    setStarting(false)
  }
  const reopen = () => {
    if (!booking.payment) return
    open()
    go(booking.payment)
  }
  return { isStarting, isWindowOpen, problem, begin, reopen }
}

/** A table that costs nothing is confirmed at once; there is no window to lead to. */
async function start({ id, price }: BookingAnswer, booker: BookerDraft) {
  const named = await call<typeof contract.nameBooker>('PUT /v1/bookings/:bookingId/booker', {
    params: { bookingId: id },
    body: booker,
  })
  if (!named.ok) return named
  if (price.amount === 0) {
    const confirmed = await call<typeof orders.confirmOrder>(
      'POST /v1/orders/:orderId/confirmation',
      { params: { orderId: id }, key: newKey() },
    )
    return confirmed.ok ? { ok: true as const, answer: undefined } : confirmed
  }
  return call<typeof payments.startPayment>('POST /v1/orders/:orderId/payments', {
    params: { orderId: id },
    key: newKey(),
    body: { gateway: 'kakaopay', device: isPhone() ? 'mobile' : 'desktop' },
  })
}
