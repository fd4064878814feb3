import { useCallback, useRef, useState } from 'react'
import type { Money } from '../../../kernel/money.ts'
import { call, type ProblemBody, type Result } from '../../../web/call.ts'
import { isPhone, openPayWindow, type PayWindow } from '../../../web/pay-window.ts'
import { useQueryClient } from '../../../web/query.ts'
import type * as contract from '../../contract.ts'
import { type PaymentAnswer, walletQuery } from './checkout-queries.ts'
import { askOf, type Choice, isAllWallet } from './choice.ts'
import { startPayment } from './start-payment.ts'
import { useCheckoutText } from './text.ts'

export interface Checkout {
  readonly isStarting: boolean
  readonly isWindowOpen: boolean
  /** The window has closed, and the server has not looked the payment up since. */
  readonly isUnheard: boolean
  /** The browser let no window open; the payment goes on in this one. */
  readonly isBlocked: boolean
  readonly problem: ProblemBody | undefined
  /**
   * Runs `first`, then starts a payment. Must be called in a click handler, or the browser blocks the
   * window.
   */
  readonly begin: (choice: Choice, first?: () => Promise<Result<unknown>>) => Promise<void>
  /**
   * Reopens the window of a started payment, or goes on in this window where the browser lets none
   * open; also in a click handler.
   */
  readonly reopen: (payment: Pick<PaymentAnswer, 'id' | 'redirectUrl'>) => void
}

interface Paid {
  readonly orderId: string
  readonly price: Money
  /** When the order was last fetched, by the browser's clock. */
  readonly answeredAt: number
  /** Refetches the order after a payment started, ended or failed. */
  readonly onNews: (payment?: PaymentAnswer) => Promise<void>
}

/**
 * Starts a payment and opens its window: a popup on a desktop, in place of the page on a phone. The
 * outcome is always fetched from the server. A wallet needs no window.
 */
export function useCheckout({ orderId, price, answeredAt, onNews }: Paid): Checkout {
  const t = useCheckoutText()
  const client = useQueryClient()
  const [isStarting, setStarting] = useState(false)
  const [isWindowOpen, setWindowOpen] = useState(false)
  const [isBlocked, setBlocked] = useState(false)
  const [shutAt, setShutAt] = useState(-1)
  const [problem, setProblem] = useState<ProblemBody>()
  const payWindow = useRef<PayWindow>(undefined)
  const paying = useRef<string>(undefined)

  const shut = useCallback(async () => {
    setWindowOpen(false)
    setShutAt(Number.POSITIVE_INFINITY)
    if (paying.current) await lookUp(paying.current)
    setShutAt(Date.now())
    await onNews()
  }, [onNews])
  const open = () => {
    if (isPhone()) return
    payWindow.current?.close()
    paying.current = undefined
    setShutAt(-1)
    payWindow.current = openPayWindow(t('window.preparing'), shut)
    setWindowOpen(payWindow.current !== undefined)
    setBlocked(payWindow.current === undefined)
  }
  const close = () => {
    payWindow.current?.close()
    setWindowOpen(false)
  }
  const go: Checkout['reopen'] = ({ id, redirectUrl }) => {
    if (!redirectUrl) return close()
    paying.current = id
    if (isPhone()) location.assign(redirectUrl)
    else payWindow.current?.go(redirectUrl, id)
  }

  const begin: Checkout['begin'] = async (choice, first) => {
    setProblem(undefined)
    setStarting(true)
    if (price.amount > 0 && !isAllWallet(choice, price.amount)) open()
    const begun = await start({ orderId, price, choice, first })
    if (!begun.ok) {
      close()
      setProblem(begun.problem)
    } else if (begun.answer) go(begun.answer)
    void client.invalidateQueries({ queryKey: walletQuery.queryKey })
    await onNews(begun.ok ? begun.answer : undefined)
    setStarting(false)
  }
  const reopen: Checkout['reopen'] = (payment) => {
    open()
    if (payWindow.current) go(payment)
    else if (payment.redirectUrl) location.assign(payment.redirectUrl)
  }
  const isUnheard = shutAt >= answeredAt
  return { isStarting, isWindowOpen, isUnheard, isBlocked, problem, begin, reopen }
}

/** How often a look-up without an answer is tried again, and after how many milliseconds. */
const TRIES_MOST = 5
const TRY_AGAIN_MS = 2000

/** A refusal that another try does not change. */
const isFinal = ({ status }: ProblemBody) => status >= 400 && status < 500 && status !== 429

/** Has the server look a payment up; a lost answer is asked for again. */
async function lookUp(paymentId: string, tries = 1): Promise<void> {
  const looked = await call<typeof contract.lookUpPayment>('POST /v1/payments/:paymentId/look-up', {
    params: { paymentId },
  })
  if (looked.ok || isFinal(looked.problem) || tries >= TRIES_MOST) return
  await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS))
  return lookUp(paymentId, tries + 1)
}

interface Start extends Pick<Paid, 'orderId' | 'price'> {
  readonly choice: Choice
  readonly first: (() => Promise<Result<unknown>>) | undefined
}

async function start(asked: Start): Promise<Result<PaymentAnswer | undefined>> {
  const { orderId, price, choice, first } = asked
  const before = await first?.()
  if (before && !before.ok) return before
  if (price.amount === 0) return { ok: true, answer: undefined }
  const device = isPhone() ? 'mobile' : 'desktop'
  return startPayment(orderId, { ...askOf(choice, price.amount), device })
}
