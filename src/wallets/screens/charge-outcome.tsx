import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { walletQuery } from '../../payments/screens/checkout/checkout-queries.ts'
import { PayHistory } from '../../payments/screens/history/pay-history.tsx'
import { RefundProgress } from '../../payments/screens/history/refund-progress.tsx'
import { Button, buttonLook } from '../../web/kit/button.tsx'
import { useQuery } from '../../web/query.ts'
import { CancelCharge } from './cancel-charge.tsx'
import { useWalletText } from './text.ts'
import type { ChargeAnswer } from './wallet-queries.ts'

interface ChargeOutcomeProps {
  readonly charge: ChargeAnswer
  readonly stage: 'paid' | 'canceled' | 'expired'
  readonly onNews: () => void
}

const { timeZone } = Intl.DateTimeFormat().resolvedOptions()

/** How a charge ended: in the wallet, given back, or not paid in time. */
export function ChargeOutcome({ charge: { order }, stage, onNews }: ChargeOutcomeProps) {
  const t = useWalletText()
  return (
    <div className="grid gap-5">
      {stage === 'expired' ? <p>{t('chargePage.expiredLead')}</p> : null}
      {stage === 'paid' ? null : (
        <RefundProgress
          orderId={order.id}
          timeZone={timeZone}
          why={stage === 'canceled' ? 'canceled' : 'late'}
        />
      )}
      <PayHistory orderId={order.id} timeZone={timeZone} />
      {stage === 'paid' ? <GiveBack order={order} onNews={onNews} /> : null}
      <Link to="/wallet" className={buttonLook(stage === 'expired' ? 'primary' : 'quiet')}>
        {t('chargePage.toWallet')}
      </Link>
    </div>
  )
}

/** A charge can be given back as long as all of it is still there. */
function GiveBack({ order, onNews }: { order: ChargeAnswer['order']; onNews: () => void }) {
  const t = useWalletText()
  const { data: wallet } = useQuery(walletQuery)
  const [isOpen, setOpen] = useState(false)
  if (!wallet) return null
  if (wallet.charged.amount < order.price.amount)
    return <p className="text-soft">{t('cancel.spent')}</p>
  return (
    <>
      <Button kind="danger" onClick={() => setOpen(true)}>
        {t('cancel.button')}
      </Button>
      {isOpen ? (
        <CancelCharge order={order} onClose={() => setOpen(false)} onDone={onNews} />
      ) : null}
    </>
  )
}
