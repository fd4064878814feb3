import { Link } from '@tanstack/react-router'
import { Suspense, useEffect, useState } from 'react'
import type { Booking } from '../../../../bookings/screens/booking-queries.ts'
import { download } from '../../../../web/download.ts'
import { Button, buttonLook } from '../../../../web/kit/button.tsx'
import { later } from '../../../../web/kit/later.ts'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Notice, Tag } from '../../../../web/kit/notice.tsx'
import { useQuery, useQueryClient } from '../../../../web/query.ts'
import { isReturning } from '../../returns/state-rules.ts'
import { cartsKey } from '../basket/carts-query.ts'
import { BuyAgain } from './buy-again.tsx'
import { isGone } from './gone.ts'
import { OwnReturns } from './own-returns.tsx'
import { ParcelLine } from './parcel-line.tsx'
import { type OwnOrder, ownOrderQuery } from './return-queries.ts'
import { useReturnText } from './text.ts'
import { useLastDay } from './when.ts'

const [ReturnDialog, useReturnDialogAhead] = later(() =>
  import('./return-dialog.tsx').then((loaded) => loaded.ReturnDialog),
)

/** What has become of the goods of an order that was paid. */
export function OrderProgress({ booking }: { readonly booking: Booking }) {
  const query = useQuery({ ...ownOrderQuery(booking.id), refetchInterval: 30_000 })
  useCartsFresh(booking.id)
  return <Loaded query={query}>{(order) => <Progress {...{ booking, order }} />}</Loaded>
}

/** What was paid leaves the cart a moment later: until then its count in the header is asked for again. */
function useCartsFresh(orderId: string): void {
  const client = useQueryClient()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order has bought other goods
  useEffect(() => {
    const refresh = () => void client.invalidateQueries({ queryKey: cartsKey })
    const timers = CARTS_AFTER_MS.map((ms) => setTimeout(refresh, ms))
    return () => timers.forEach(clearTimeout)
  }, [client, orderId])
}

const CARTS_AFTER_MS = [0, 1_000, 3_000, 10_000]

interface ProgressProps {
  readonly booking: Booking
  readonly order: OwnOrder
}

function Progress({ booking, order }: ProgressProps) {
  const t = useReturnText()
  const { timeZone } = booking.store
  const isWaiting = order.stage === 'to-pack'
  const returns = order.returns.length > 0 ? <OwnReturns order={order} timeZone={timeZone} /> : null
  useReturnDialogAhead()
  return (
    <section className="grid gap-5 rounded-3xl border border-line bg-card p-5 sm:p-7">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-xl font-bold">{t('parcels')}</h2>
        <Tag tone={order.stage === 'canceled' ? 'plain' : 'good'}>{t(`stage.${order.stage}`)}</Tag>
      </div>
      {isWaiting ? (
        <p className="text-soft">{t(order.isExchange ? 'exchangeWaiting' : 'waiting')}</p>
      ) : null}
      {isReturning(order.returns) ? returns : null}
      {order.parcels.length > 0 ? (
        <ol className="grid gap-4">
          {order.parcels.map((parcel) => (
            <ParcelLine key={parcel.parcelId} {...{ order, parcel, timeZone }} />
          ))}
        </ol>
      ) : null}
      <Actions {...{ booking, order }} />
      {isReturning(order.returns) ? null : returns}
    </section>
  )
}

function Actions({ booking, order }: ProgressProps) {
  const t = useReturnText()
  const lastDay = useLastDay(booking.store.timeZone)
  const [isOpen, setOpen] = useState(false)
  const now = Date.parse(order.now)
  const open = order.lines.filter(
    ({ here, faultUntil }) => here > 0 && faultUntil !== null && now < Date.parse(faultUntil),
  )
  const isAllHere = order.stage === 'delivered' || order.stage === 'confirmed'
  const [until] = open.flatMap(({ returnableUntil }) => returnableUntil ?? [])
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-3">
        <NextStep order={order} />
        {open.length > 0 ? (
          <Button kind="quiet" onClick={() => setOpen(true)}>
            {t('ask')}
          </Button>
        ) : null}
        {order.isExchange ? null : <Receipt order={order} />}
      </div>
      {isAllHere && until && now < Date.parse(until) ? (
        <p className="text-sm text-soft">{t('until', { until: lastDay(until) })}</p>
      ) : null}
      {isOpen ? (
        <Suspense>
          <ReturnDialog order={order} lines={open} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </div>
  )
}

/** What there is to do besides the parcels: to look around while they are packed, and to buy again once all is over. */
function NextStep({ order }: { readonly order: OwnOrder }) {
  const t = useReturnText()
  const { stage, marketId, parcels } = order
  if (isReturning(order.returns)) return null
  const isOver = stage === 'confirmed' || parcels.every((parcel) => isGone(order, parcel))
  if (stage === 'canceled' || (isOver && stage !== 'to-pack')) return <BuyAgain order={order} />
  if (stage !== 'to-pack' && stage !== 'packed') return null
  return (
    <Link to="/market/$marketId" params={{ marketId }} className={buttonLook()}>
      {t('browse')}
    </Link>
  )
}

function Receipt({ order: { orderId, orderNumber } }: { readonly order: OwnOrder }) {
  const t = useReturnText()
  const [state, setState] = useState<'idle' | 'pending' | 'failed'>('idle')
  const get = async () => {
    setState('pending')
    const path = `/v1/market-orders/${orderId}/receipt.pdf`
    setState((await download(path, {}, `receipt-${orderNumber}.pdf`)) ? 'idle' : 'failed')
  }
  return (
    <>
      <Button kind="quiet" pending={state === 'pending'} onClick={get}>
        {t('receipt')}
      </Button>
      {state === 'failed' ? <Notice tone="bad" title={t('receiptFailed')} /> : null}
    </>
  )
}
