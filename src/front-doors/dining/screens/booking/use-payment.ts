import { useCallback, useRef, useState } from 'react'
import type * as payments from '../../../../payments/contract.ts'
import { call, type ProblemBody } from '../../../../web/call.ts'
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
    open()
    const started = await start(booking.id, booker)
    if (started.ok) go(started.answer)
    else {
      payWindow.current?.close()
      setWindowOpen(false)
      setProblem(started.problem)
    }
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

async function start(bookingId: string, booker: BookerDraft) {
  const named = await call<typeof contract.nameBooker>('PUT /v1/bookings/:bookingId/booker', {
    params: { bookingId },
    body: booker,
  })
  if (!named.ok) return named
  return call<typeof payments.startPayment>('POST /v1/orders/:orderId/payments', {
    params: { orderId: bookingId },
    body: { gateway: 'kakaopay', device: isPhone() ? 'mobile' : 'desktop' },
  })
}
