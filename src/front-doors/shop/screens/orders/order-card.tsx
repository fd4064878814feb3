import { useState } from 'react'
import { Contact } from '../../../../bookings/screens/desk/contact.tsx'
import { dayText } from '../../../../kernel/format.ts'
import { call } from '../../../../web/call.ts'
import { download } from '../../../../web/download.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button } from '../../../../web/kit/button.tsx'
import { Notice, Refused, Tag } from '../../../../web/kit/notice.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as contract from '../../parcels/owner-contract.ts'
import { openKind } from '../../returns/state-rules.ts'
import { useMoment } from '../returns/when.ts'
import { type DeskOrder, useRefreshDesk } from './desk-queries.ts'
import { ParcelCard } from './parcel-card.tsx'
import { useDeskText } from './text.ts'

interface OrderCardProps {
  readonly order: DeskOrder
  readonly marketId: string
  readonly timeZone: string
}

/** An order with its goods, where they go, and the next step. */
export function OrderCard({ order, marketId, timeZone }: OrderCardProps) {
  const t = useDeskText()
  const moment = useMoment(timeZone)
  const { orderNumber, stage, paidAt, price, isExchange, isWaiting } = order
  const left = order.lines.some((line) => line.left > 0)
  return (
    <article className="grid gap-3 rounded-3xl border border-line bg-card p-4 sm:p-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Tag tone={stage === 'to-pack' || stage === 'packed' ? 'warn' : 'plain'}>
          {t(`stage.${stage}`)}
        </Tag>
        {isExchange ? <Tag>{t('exchange')}</Tag> : null}
        {order.openReturns > 0 ? <Tag tone="bad">{t(`openReturns.${openKind(order)}`)}</Tag> : null}
        <h3 className="font-bold select-all">{orderNumber}</h3>
      </div>
      <p className="text-sm text-soft">
        {t('paidAt', { at: moment(paidAt) })} · <Price money={price} />
        {order.remaining.amount < price.amount ? (
          <>
            {' · '}
            {t('remaining')} <Price money={order.remaining} />
          </>
        ) : null}
      </p>
      <Goods order={order} />
      <Along order={order} />
      <Recipient order={order} />
      {isWaiting ? <p className="text-sm text-warn">{t('exchangeWaits')}</p> : null}
      {order.parcels.map((parcel) => (
        <ParcelCard key={parcel.parcelId} {...{ parcel, marketId, timeZone }} />
      ))}
      <div className="no-print flex flex-wrap gap-2">
        {left && !isWaiting && stage !== 'canceled' ? (
          <Pack marketId={marketId} orderId={order.orderId} />
        ) : null}
        {isExchange ? null : <Statement {...{ marketId, order }} />}
      </div>
    </article>
  )
}

function Goods({ order }: Pick<OrderCardProps, 'order'>) {
  const t = useDeskText()
  const language = useLanguage()
  const units = (what: { ko: string; en: string }, count: number) =>
    t('units', { what: what[language], count })
  const kept = order.lines.filter(({ quantity, canceled }) => quantity > canceled)
  const gone = order.lines.filter(({ canceled }) => canceled > 0)
  return (
    <ul className="grid gap-1">
      {kept.map(({ placeId, what, quantity, canceled }) => (
        <li key={placeId} className="font-semibold">
          {units(what, quantity - canceled)}
        </li>
      ))}
      {gone.map(({ placeId, what, canceled }) => (
        <li key={placeId} className="text-soft">
          <s>{units(what, canceled)}</s>{' '}
          <span className="text-bad">{t('canceledUnits', { count: canceled })}</span>
        </li>
      ))}
    </ul>
  )
}

/** What is booked in the same order, which its price includes. */
function Along({ order: { along } }: Pick<OrderCardProps, 'order'>) {
  const t = useDeskText()
  const language = useLanguage()
  if (along.length === 0) return null
  const whats = along.map(({ what, date, time }) =>
    [date && dayText(date, language), time, what[language]].filter(Boolean).join(' '),
  )
  return <p className="text-sm font-semibold">{t('along', { what: whats.join(', ') })}</p>
}

function Recipient({ order: { recipient } }: Pick<OrderCardProps, 'order'>) {
  const t = useDeskText()
  if (!recipient) return <p className="text-soft">{t('gone')}</p>
  const { name, phone, postalCode, address, detail, memo, cashReceipt } = recipient
  return (
    <div className="grid gap-1 rounded-2xl bg-well px-4 py-3">
      <p>
        <span className="sr-only">{t('recipient')}: </span>
        <Contact {...{ name, phone }} />
      </p>
      {address ? (
        <p>
          ({postalCode}) {address} {detail}
        </p>
      ) : null}
      {memo ? <p className="text-sm">{t('memo', { memo })}</p> : null}
      {cashReceipt ? (
        <p className="no-print text-sm">{t('cashReceipt', { number: cashReceipt })}</p>
      ) : null}
    </div>
  )
}

function Pack({ marketId, orderId }: { readonly marketId: string; readonly orderId: string }) {
  const t = useDeskText()
  const language = useLanguage()
  const refresh = useRefreshDesk(marketId)
  const { pending, problem, send } = useSend()
  const [refused, setRefused] = useState<string>()
  const pack = async () => {
    const sent = await send(() =>
      call<typeof contract.packOrders>('POST /v1/markets/:marketId/packings', {
        params: { marketId },
        body: { orders: [{ orderId }] },
      }),
    )
    if (!sent?.ok) return
    setRefused(sent.answer.data[0]?.refused?.title[language])
    await refresh()
    if (!sent.answer.data[0]?.refused) announce(t('packed'))
  }
  return (
    <>
      <Button pending={pending} onClick={pack}>
        {t('pack')}
      </Button>
      <Refused problem={problem} />
      {refused ? <Notice tone="bad" title={refused} /> : null}
    </>
  )
}

function Statement({ marketId, order }: Pick<OrderCardProps, 'marketId' | 'order'>) {
  const t = useDeskText()
  const [state, setState] = useState<'idle' | 'pending' | 'failed'>('idle')
  const get = async () => {
    setState('pending')
    const path = `/v1/markets/${marketId}/orders/${order.orderId}/statement.pdf`
    const isDone = await download(path, {}, `statement-${order.orderNumber}.pdf`)
    setState(isDone ? 'idle' : 'failed')
  }
  return (
    <>
      <Button kind="quiet" pending={state === 'pending'} onClick={get}>
        {t('statement')}
      </Button>
      {state === 'failed' ? <Notice tone="bad" title={t('statementFailed')} /> : null}
    </>
  )
}
