import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { priceText } from '../../kernel/format.ts'
import { walletQuery } from '../../payments/screens/checkout/checkout-queries.ts'
import { PayHistory } from '../../payments/screens/history/pay-history.tsx'
import { RefundProgress } from '../../payments/screens/history/refund-progress.tsx'
import { quoteQuery } from '../../policies/screens/terms/quote-query.ts'
import { Button, buttonLook } from '../../web/kit/button.tsx'
import { Failure } from '../../web/kit/states.tsx'
import { useLanguage } from '../../web/language.ts'
import { useQuery } from '../../web/query.ts'
import { WALLET_ZONE } from '../charge-rules.ts'
import { CancelCharge } from './cancel-charge.tsx'
import { useWalletText } from './text.ts'
import type { ChargeAnswer } from './wallet-queries.ts'

interface ChargeOutcomeProps {
  readonly charge: ChargeAnswer
  readonly stage: 'paid' | 'canceled' | 'expired'
  readonly onNews: () => void
}

/** A charge that is paid, canceled or expired. */
export function ChargeOutcome({ charge: { order }, stage, onNews }: ChargeOutcomeProps) {
  const t = useWalletText()
  return (
    <div className="grid gap-5">
      {stage === 'expired' ? <p>{t('chargePage.expiredLead')}</p> : null}
      {stage === 'paid' ? null : (
        <RefundProgress
          orderId={order.id}
          timeZone={WALLET_ZONE}
          why={stage === 'canceled' ? 'canceled' : 'late'}
        />
      )}
      <p className="text-soft">{t('chargePage.number', { number: order.number })}</p>
      <PayHistory orderId={order.id} timeZone={WALLET_ZONE} />
      {stage === 'paid' ? <GiveBack order={order} onNews={onNews} /> : null}
      <Link to="/wallet" className={buttonLook(stage === 'expired' ? 'primary' : 'quiet')}>
        {t('chargePage.toWallet')}
      </Link>
    </div>
  )
}

/** Offers a refund of the unspent part of a charge, as quoted by the server. */
function GiveBack({ order, onNews }: { order: ChargeAnswer['order']; onNews: () => void }) {
  const t = useWalletText()
  const language = useLanguage()
  const { data: wallet } = useQuery(walletQuery)
  const isSpent = wallet?.charged.amount === 0
  const quote = useQuery({ ...quoteQuery(order.id), enabled: wallet !== undefined && !isSpent })
  const [isOpen, setOpen] = useState(false)
  if (isSpent) return <p className="text-soft">{t('cancel.spent')}</p>
  if (quote.isError) return <Failure problem={quote.error} onRetry={quote.refetch} />
  if (!quote.data) return null
  const { refund } = quote.data
  const isAll = refund.amount === order.price.amount
  return (
    <>
      {isAll ? null : <p className="text-soft">{t('cancel.partSpent')}</p>}
      <Button kind="danger" onClick={() => setOpen(true)}>
        {isAll
          ? t('cancel.button')
          : t('cancel.partButton', { price: priceText(refund, language) })}
      </Button>
      {isOpen ? (
        <CancelCharge
          order={order}
          refund={refund}
          onClose={() => setOpen(false)}
          onDone={() => {
            quote.refetch()
            onNews()
          }}
        />
      ) : null}
    </>
  )
}
