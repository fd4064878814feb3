import type { ReactNode } from 'react'
import { priceText } from '../../../kernel/format.ts'
import type { Money } from '../../../kernel/money.ts'
import { Button } from '../../../web/kit/button.tsx'
import { CopyButton } from '../../../web/kit/copy-button.tsx'
import { WhenText } from '../../../web/kit/when.tsx'
import { useLanguage } from '../../../web/language.ts'
import type { PaymentAnswer } from './checkout-queries.ts'
import { useCheckoutText } from './text.ts'

interface DepositPanelProps {
  readonly payment: PaymentAnswer
  /** The order's price; the wallet pays what exceeds the payment. */
  readonly price: Money
  readonly timeZone: string
  /** Chooses another method; offered while the session is open. */
  readonly onOther: () => void
}

/** The virtual account of a pending bank transfer. */
export function DepositPanel({ payment, price, timeZone, onOther }: DepositPanelProps) {
  const t = useCheckoutText()
  const language = useLanguage()
  const { deposit } = payment
  if (!deposit) return null
  const besides = price.amount - payment.price.amount
  return (
    <section className="grid gap-5 rounded-3xl border border-line bg-card p-5 sm:p-7">
      <div role="status" className="grid gap-1">
        <h2 className="text-lg font-bold">{t('deposit.title')}</h2>
        <p>{t('deposit.lead', { price: priceText(payment.price, language) })}</p>
        {besides > 0 ? (
          <p className="text-soft">
            {t('deposit.part', { price: priceText({ ...price, amount: besides }, language) })}
          </p>
        ) : null}
      </div>
      <dl className="grid gap-3 rounded-2xl bg-well p-4">
        <Line label={t('deposit.bank')}>{deposit.bank}</Line>
        <Line label={t('deposit.account')}>
          <span className="text-lg font-bold select-all">{deposit.account}</span>
        </Line>
        <Line label={t('deposit.holder')}>{deposit.holder}</Line>
        <Line label={t('deposit.amount')}>
          <span className="text-lg font-bold">{priceText(payment.price, language)}</span>
        </Line>
        <Line label={t('deposit.until')}>
          <WhenText at={deposit.until} timeZone={timeZone} named />
        </Line>
      </dl>
      <p className="text-sm text-soft">{t('deposit.untilLead')}</p>
      <div className="flex flex-wrap items-center gap-3">
        <CopyButton
          text={deposit.account}
          copied={t('deposit.copied')}
          notCopied={t('deposit.notCopied')}
        >
          {t('deposit.copy')}
        </CopyButton>
        {payment.redirectUrl ? (
          <Button kind="quiet" onClick={onOther}>
            {t('window.other')}
          </Button>
        ) : null}
      </div>
    </section>
  )
}

const Line = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="flex flex-wrap items-baseline justify-between gap-x-4">
    <dt className="text-soft">{label}</dt>
    <dd className="text-right">{children}</dd>
  </div>
)
