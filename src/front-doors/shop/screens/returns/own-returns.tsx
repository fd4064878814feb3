import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../../../web/call.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button, buttonLook } from '../../../../web/kit/button.tsx'
import { Confirm } from '../../../../web/kit/confirm.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { Tag, type Tone } from '../../../../web/kit/notice.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQueryClient } from '../../../../web/query.ts'
import type * as contract from '../../returns/contract.ts'
import { isCounted } from '../../returns/state-rules.ts'
import { ownOrderKey } from './own-order-key.ts'
import { Sums } from './quote-sums.tsx'
import type { OwnOrder, OwnReturn } from './return-queries.ts'
import { useReturnText } from './text.ts'
import { useLastDay } from './when.ts'

export const stateTones: Record<OwnReturn['state'], Tone> = {
  requested: 'warn',
  approved: 'warn',
  collected: 'warn',
  done: 'good',
  refused: 'bad',
  withdrawn: 'plain',
  canceled: 'plain',
}

interface OwnReturnsProps {
  readonly order: OwnOrder
  readonly timeZone: string
}

/** Returns and exchanges of an order, latest first. */
export function OwnReturns({ order, timeZone }: OwnReturnsProps) {
  const t = useReturnText()
  return (
    <div className="grid gap-3 border-t border-line pt-5">
      <h3 className="text-lg font-bold">{t('returns')}</h3>
      <ul className="grid gap-4">
        {order.returns.toReversed().map((given) => (
          <li key={given.returnId}>
            <OneReturn {...{ order, given, timeZone }} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function OneReturn({ order, given, timeZone }: OwnReturnsProps & { readonly given: OwnReturn }) {
  const t = useReturnText()
  const language = useLanguage()
  const lastDay = useLastDay(timeZone)
  const { kind, state, refundDueAt, exchangeOrderId, exchangeFor, quote } = given
  const mayWithdraw = state === 'requested' || state === 'approved'
  const goods = given.lines.map(({ what, quantity: count }) =>
    t('units', { what: what[language], count }),
  )
  return (
    <article className="grid gap-2 rounded-2xl bg-well p-4">
      <p className="flex flex-wrap items-center gap-2">
        <strong>{t(`kind.${kind}`)}</strong>
        <Tag tone={stateTones[state]}>{t(`state.${state}`)}</Tag>
      </p>
      <p>{goods.join(', ')}</p>
      <p className="text-sm text-soft">
        {kind === 'exchange' && state === 'done'
          ? t('exchangeDone')
          : t(`stateLead.${state}`, { refusal: given.refusal ?? '' })}
      </p>
      {state === 'approved' && given.way ? (
        <p className="text-sm">{t(`way.${given.way}`, { address: given.sendTo ?? '' })}</p>
      ) : null}
      {kind === 'exchange' && quote.returnFee.amount > 0 && isCounted(state) ? (
        <p className="text-sm">
          {t('exchangeFee')} <Price money={quote.returnFee} />
          {given.feeHow ? ` · ${given.feeHow}` : null}
          {given.feeReceived ? ` · ${t('feeReceived')}` : null}
        </p>
      ) : null}
      {exchangeFor ? <p className="text-sm">{t('exchangeFor', { title: exchangeFor })}</p> : null}
      {kind === 'return' && isCounted(state) ? (
        <Sums quote={quote} refundLabel={t(state === 'done' ? 'refunded' : 'refundSum')} />
      ) : null}
      {kind === 'return' && state === 'collected' && refundDueAt ? (
        <p className="text-sm text-soft">{t('refundBy', { until: lastDay(refundDueAt) })}</p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {exchangeOrderId && state === 'done' ? (
          <Link
            to="/bookings/$bookingId"
            params={{ bookingId: exchangeOrderId }}
            className={buttonLook('quiet')}
          >
            {t('toExchange')}
          </Link>
        ) : null}
        {mayWithdraw ? <Withdraw orderId={order.orderId} returnId={given.returnId} /> : null}
      </div>
    </article>
  )
}

function Withdraw({ orderId, returnId }: { orderId: string; returnId: string }) {
  const t = useReturnText()
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {t('withdraw')}
      </Button>
      {isOpen ? (
        <Dialog title={t('withdrawTitle')} onClose={() => setOpen(false)}>
          <Confirm
            keep={t('keep')}
            onKeep={() => setOpen(false)}
            confirm={t('withdrawSure')}
            request={() =>
              call<typeof contract.withdrawReturn>(
                'POST /v1/market-orders/:orderId/returns/:returnId/withdrawal',
                { params: { orderId, returnId } },
              )
            }
            onDone={async () => {
              setOpen(false)
              await client.invalidateQueries({ queryKey: ownOrderKey(orderId) })
              announce(t('withdrawn'))
            }}
          >
            <p>{t('withdrawLead')}</p>
          </Confirm>
        </Dialog>
      ) : null}
    </>
  )
}
