import { Link } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { useHeld } from '../../bookings/screens/held/held-query.ts'
import { priceText } from '../../kernel/format.ts'
import { DepositPanel } from '../../payments/screens/checkout/deposit.tsx'
import { PayChoice } from '../../payments/screens/checkout/pay-choice.tsx'
import { PayTerms } from '../../payments/screens/checkout/pay-terms.tsx'
import type { ReadyStage } from '../../payments/screens/checkout/shown-stage.ts'
import type { Checkout } from '../../payments/screens/checkout/use-checkout.ts'
import { useChoice } from '../../payments/screens/checkout/use-choice.ts'
import { PayingPanel } from '../../payments/screens/checkout/waiting.tsx'
import { buttonLook, Submit } from '../../web/kit/button.tsx'
import { Refused } from '../../web/kit/notice.tsx'
import { WhenText } from '../../web/kit/when.tsx'
import { useLanguage } from '../../web/language.ts'
import { WALLET_ZONE } from '../charge-rules.ts'
import { useWalletText } from './text.ts'
import type { ChargeAnswer } from './wallet-queries.ts'

interface ReadyChargeProps {
  readonly charge: ChargeAnswer
  readonly stage: ReadyStage
  readonly checkout: Checkout
  readonly chooseAgain: () => void
}

/** Checkout of a ready charge: choose a method, or finish a started payment. */
export function ReadyCharge({ charge, stage, checkout, chooseAgain }: ReadyChargeProps) {
  const { order, payment } = charge
  const t = useWalletText()
  const language = useLanguage()
  const { price } = order
  const choosing = useChoice(price, payment, true)
  const { data: held } = useHeld()
  // The bar below counts down to it: one deadline at a time.
  const isHoldSooner = held?.bookings.some((one) => one.expiresAt < order.expiresAt) ?? false
  const awaited = stage === 'form' || stage === 'notPaid' ? null : payment
  if (awaited?.deposit)
    return (
      <DepositPanel {...{ payment: awaited, price, timeZone: WALLET_ZONE, onOther: chooseAgain }} />
    )
  if (awaited) return <PayingPanel {...{ payment: awaited, checkout, onOther: chooseAgain }} />
  const pay = (event: FormEvent) => {
    event.preventDefault()
    if (!checkout.isStarting && choosing.isReady) void checkout.begin(choosing.choice)
  }
  return (
    <form onSubmit={pay} className="grid gap-5">
      <Refused problem={checkout.problem} />
      {isHoldSooner ? null : (
        <p className="text-soft">
          {t('chargePage.until')} <WhenText at={order.expiresAt} timeZone={WALLET_ZONE} named />
        </p>
      )}
      <PayChoice choosing={choosing} />
      <PayTerms />
      <Submit pending={checkout.isStarting || choosing.isLoading} className="text-lg">
        {t('chargePage.pay', { price: priceText(price, language) })}
      </Submit>
      {isHoldSooner ? null : (
        <Link to="/wallet" className={buttonLook('plain')}>
          {t('chargePage.toWallet')}
        </Link>
      )}
    </form>
  )
}
