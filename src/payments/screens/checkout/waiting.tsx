import { type ReactNode, useEffect, useState } from 'react'
import { Button, Spinner } from '../../../web/kit/button.tsx'
import type { PaymentAnswer } from './checkout-queries.ts'
import { useCheckoutText } from './text.ts'
import type { Checkout } from './use-checkout.ts'

interface PayingPanelProps {
  readonly payment: Pick<PaymentAnswer, 'id' | 'redirectUrl'>
  readonly checkout: Checkout
  /** Returns to the choice; starting another payment closes the open window. */
  readonly onOther: () => void
  readonly children?: ReactNode
}

/** Shown while the payment window is open or can be reopened. */
export function PayingPanel({ payment, checkout, onOther, children }: PayingPanelProps) {
  const t = useCheckoutText()
  const { isWindowOpen: isOpen, isBlocked } = checkout
  const state = isOpen ? 'open' : isBlocked ? 'blocked' : 'shut'
  return (
    <section className="grid gap-5 rounded-3xl border border-line bg-card p-5 sm:p-7">
      <div role="status" className="grid gap-1">
        <p className="text-lg font-bold">{t(`window.${state}`)}</p>
        <p className="text-soft">{t(`window.${state}Lead`)}</p>
      </div>
      <div className="flex flex-wrap gap-3">
        <Button onClick={() => checkout.reopen(payment)}>
          {t(isBlocked ? 'window.here' : 'window.reopen')}
        </Button>
        <Button kind="quiet" onClick={onOther}>
          {t('window.other')}
        </Button>
      </div>
      {children}
    </section>
  )
}

const LONG_MS = 15_000

/** The outcome is being looked up; not a failure. */
export function CheckingPanel() {
  const t = useCheckoutText()
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), LONG_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div
      role="status"
      className="grid justify-items-center gap-3 rounded-3xl bg-well px-6 py-12 text-center"
    >
      <span className="grid text-accent *:size-8">
        <Spinner />
      </span>
      <p className="text-lg font-bold">{t('checking.title')}</p>
      <p className="max-w-md font-semibold">{t('checking.lead')}</p>
      <p className="max-w-md text-soft">{t(isLong ? 'checking.long' : 'checking.safe')}</p>
    </div>
  )
}
