import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useCallback, useState } from 'react'
import { priceText } from '../../kernel/format.ts'
import { DepositPanel } from '../../payments/screens/checkout/deposit.tsx'
import { NotPaid } from '../../payments/screens/checkout/not-paid.tsx'
import { PayChoice } from '../../payments/screens/checkout/pay-choice.tsx'
import { useCheckout } from '../../payments/screens/checkout/use-checkout.ts'
import { useChoice } from '../../payments/screens/checkout/use-choice.ts'
import { CheckingPanel, PayingPanel } from '../../payments/screens/checkout/waiting.tsx'
import { WhenText } from '../../payments/screens/when.tsx'
import { buttonLook, Submit } from '../../web/kit/button.tsx'
import { Refused } from '../../web/kit/notice.tsx'
import { useLanguage } from '../../web/language.ts'
import { useWalletText } from './text.ts'
import type { ChargeAnswer } from './wallet-queries.ts'

interface ReadyChargeProps {
  readonly charge: ChargeAnswer
  readonly stage: 'form' | 'paying' | 'deposit'
  /** When the answer arrived, by the browser's clock. */
  readonly answeredAt: number
  readonly onNews: () => Promise<void>
}

const { timeZone } = Intl.DateTimeFormat().resolvedOptions()

/** Checkout of a ready charge: choose a method, or finish a started payment. */
export function ReadyCharge({ charge, stage, answeredAt, onNews }: ReadyChargeProps) {
  const { order, payment } = charge
  const t = useWalletText()
  const language = useLanguage()
  const navigate = useNavigate()
  const [isChoosing, setChoosing] = useState(false)
  const paymentChanged = useCallback(
    async (begun?: { readonly id: string }) => {
      if (!begun) return onNews()
      setChoosing(false)
      const params = { orderId: order.id }
      const search = { payment: begun.id }
      await navigate({ to: '/wallet/charges/$orderId', params, search, replace: true })
    },
    [onNews, navigate, order.id],
  )
  const { price } = order
  const checkout = useCheckout({ orderId: order.id, price, answeredAt, onNews: paymentChanged })
  const choosing = useChoice(price, payment, true)
  const awaited = stage === 'form' || isChoosing ? null : payment
  const onOther = () => setChoosing(true)
  if (checkout.isUnheard) return <CheckingPanel />
  if (awaited?.deposit) return <DepositPanel {...{ payment: awaited, price, timeZone, onOther }} />
  if (awaited) return <PayingPanel {...{ payment: awaited, checkout, onOther }} />
  const pay = (event: FormEvent) => {
    event.preventDefault()
    if (!checkout.isStarting && choosing.isReady) void checkout.begin(choosing.choice)
  }
  return (
    <form onSubmit={pay} className="grid gap-5">
      {checkout.isStarting ? null : <NotPaid payment={payment} />}
      <Refused problem={checkout.problem} />
      <p className="text-soft">
        {t('chargePage.until')} <WhenText at={order.expiresAt} timeZone={timeZone} />
      </p>
      <PayChoice choosing={choosing} />
      <Submit pending={checkout.isStarting || choosing.isLoading} className="text-lg">
        {t('chargePage.pay', { price: priceText(price, language) })}
      </Submit>
      <Link to="/wallet" className={buttonLook('plain')}>
        {t('chargePage.toWallet')}
      </Link>
    </form>
  )
}
