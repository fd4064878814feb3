import { Link } from '@tanstack/react-router'
import { Button } from '../../../web/kit/button.tsx'
import { Price } from '../../../web/kit/price.tsx'
import { WhenText } from '../../../web/kit/when.tsx'
import { StateTag, useMethodLabel, useReasonLabel } from './labels.tsx'
import type { StorePayment } from './payment-queries.ts'
import { useStoreText } from './text.ts'

interface AttemptsProps {
  /** Latest first. */
  readonly attempts: readonly StorePayment[]
  readonly timeZone: string
  readonly storeId: string
  readonly onRefund: (payment: StorePayment) => void
}

/** All attempts to pay an order, with refunds of refundable ones. */
export function Attempts({ attempts, timeZone, storeId, onRefund }: AttemptsProps) {
  const t = useStoreText()
  return (
    <section className="grid gap-4" aria-labelledby="attempts">
      <h2 id="attempts" className="text-xl font-bold">
        {t('order.attempts', { count: attempts.length })}
      </h2>
      <ul className="grid gap-4">
        {attempts.map((payment) => (
          <li
            key={payment.id}
            className="grid gap-x-6 gap-y-3 rounded-3xl border border-line bg-card p-5 sm:grid-cols-[minmax(0,1fr)_auto]"
          >
            <Attempt payment={payment} timeZone={timeZone} storeId={storeId} />
            {payment.refundable.amount > 0 ? (
              <div className="grid content-start gap-2 sm:justify-items-end">
                <p className="text-sm text-soft">
                  {t('order.refundable')}{' '}
                  <Price money={payment.refundable} className="font-bold text-ink" />
                </p>
                <Button kind="danger" onClick={() => onRefund(payment)}>
                  {t('refund.button')}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

type AttemptProps = Pick<AttemptsProps, 'timeZone' | 'storeId'> & { payment: StorePayment }

function Attempt({ payment, timeZone, storeId }: AttemptProps) {
  const t = useStoreText()
  const methodLabel = useMethodLabel()
  const reason = useReasonLabel()(payment.reason)
  const { attempt, state, price, taxFree, reference, createdAt } = payment
  return (
    <div className="grid content-start gap-1">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StateTag state={state} />
        <span className="font-semibold">
          {t('order.attempt', { attempt })} · {methodLabel(payment)}
        </span>
      </p>
      <p>
        <Price money={price} className="font-bold" />
        {taxFree.amount > 0 ? (
          <span className="text-sm text-soft">
            {' '}
            ({t('order.taxFree')} <Price money={taxFree} />)
          </span>
        ) : null}
      </p>
      {reason ? <p>{t('order.reason', { reason })}</p> : null}
      {state === 'review' ? (
        <p>
          {t('order.inReview')}{' '}
          <Link
            to="/stores/$storeId/reviews"
            params={{ storeId }}
            className="font-semibold text-accent underline"
          >
            {t('list.toReviews')}
          </Link>
        </p>
      ) : null}
      <p className="text-sm text-soft">
        <WhenText at={createdAt} timeZone={timeZone} />
        {reference ? (
          <>
            {' · '}
            {t('order.reference')} <span className="select-all">{reference}</span>
          </>
        ) : null}
      </p>
    </div>
  )
}
