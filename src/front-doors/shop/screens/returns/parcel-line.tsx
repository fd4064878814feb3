import { useState } from 'react'
import { call } from '../../../../web/call.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button, buttonLook } from '../../../../web/kit/button.tsx'
import { Confirm } from '../../../../web/kit/confirm.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQueryClient } from '../../../../web/query.ts'
import type * as contract from '../../returns/contract.ts'
import { isReturning } from '../../returns/state-rules.ts'
import { isGone } from './gone.ts'
import { ownOrderKey } from './own-order-key.ts'
import type { OwnOrder, ParcelAnswer } from './return-queries.ts'
import { useReturnText } from './text.ts'
import { useMoment } from './when.ts'

const steps = ['packed', 'shipped', 'delivered', 'confirmed'] as const

interface ParcelProps {
  readonly order: OwnOrder
  readonly parcel: ParcelAnswer
  readonly timeZone: string
}

/** How far a parcel is, with where to follow it and the button to confirm it. */
export function ParcelLine({ order, parcel, timeZone }: ParcelProps) {
  const t = useReturnText()
  const language = useLanguage()
  const { carrier, trackingNumber, trackingUrl, state, number } = parcel
  const gone = isGone(order, parcel)
  const isQuiet = isReturning(order.returns)
  const goods = parcel.lines.map(({ placeId, quantity: count }) => {
    const what = order.lines.find((line) => line.placeId === placeId)?.what[language] ?? ''
    return t('units', { what, count })
  })
  return (
    <li className="grid gap-3 border-t border-line pt-4 first:border-0 first:pt-0">
      <div>
        {order.parcels.length > 1 ? <h3 className="font-bold">{t('parcel', { number })}</h3> : null}
        <p className="text-soft">{goods.join(', ')}</p>
      </div>
      <Steps parcel={parcel} timeZone={timeZone} />
      {carrier ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p>
            {t(`carrier.${carrier}`)}
            {trackingNumber ? (
              <span className="block text-sm text-soft select-all">
                {t('trackingNumber', { number: trackingNumber })}
              </span>
            ) : null}
          </p>
          {trackingUrl ? (
            <a
              href={trackingUrl}
              target="_blank"
              rel="noreferrer noopener"
              className={buttonLook(state === 'shipped' && !gone && !isQuiet ? 'primary' : 'quiet')}
            >
              {t('track')}
              <span className="sr-only">{t('trackHint')}</span>
            </a>
          ) : null}
          {(state === 'shipped' || state === 'delivered') && !gone ? (
            <ConfirmParcel
              orderId={order.orderId}
              parcelId={parcel.parcelId}
              isNext={!isQuiet && (state === 'delivered' || !trackingUrl)}
            />
          ) : null}
        </div>
      ) : null}
      {state === 'delivered' && !gone ? (
        <p className="text-sm text-soft">{t('confirmBy')}</p>
      ) : null}
    </li>
  )
}

function Steps({ parcel, timeZone }: Omit<ParcelProps, 'order'>) {
  const t = useReturnText()
  const moment = useMoment(timeZone)
  const at = steps.indexOf(parcel.state)
  const times = [parcel.packedAt, parcel.shippedAt, parcel.deliveredAt, parcel.confirmedAt]
  return (
    <ol className="grid gap-1 sm:grid-cols-4 sm:gap-0">
      {steps.map((step, index) => {
        const isDone = index <= at
        const time = times[index]
        return (
          <li
            key={step}
            aria-current={index === at ? 'step' : undefined}
            className={`flex flex-wrap gap-x-3 border-l-4 py-1 pl-3 text-sm wrap-normal sm:block sm:border-t-4 sm:border-l-0 sm:py-0 sm:pt-2 sm:pr-2 sm:pl-0 ${isDone ? 'border-accent forced-colors:border-[Highlight]' : 'border-line text-soft'}`}
          >
            <span className={index === at ? 'font-bold' : ''}>{t(`step.${step}`)}</span>
            {isDone ? <span className="sr-only">{t(index === at ? 'now' : 'done')}</span> : null}
            {isDone && time ? (
              <time dateTime={time} className="text-soft sm:block sm:text-xs">
                {moment(time)}
              </time>
            ) : null}
          </li>
        )
      })}
    </ol>
  )
}

interface ConfirmProps {
  readonly orderId: string
  readonly parcelId: string
  /** Nothing else is to be done first. */
  readonly isNext: boolean
}

function ConfirmParcel({ orderId, parcelId, isNext }: ConfirmProps) {
  const t = useReturnText()
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button kind={isNext ? 'primary' : 'quiet'} onClick={() => setOpen(true)}>
        {t('confirm')}
      </Button>
      {isOpen ? (
        <Dialog title={t('confirmTitle')} onClose={() => setOpen(false)}>
          <Confirm
            keep={t('keep')}
            onKeep={() => setOpen(false)}
            confirm={t('confirmSure')}
            request={() =>
              call<typeof contract.confirmParcel>(
                'POST /v1/market-orders/:orderId/parcels/:parcelId/receipt',
                { params: { orderId, parcelId } },
              )
            }
            onDone={async () => {
              setOpen(false)
              await client.invalidateQueries({ queryKey: ownOrderKey(orderId) })
              announce(t('confirmed'))
            }}
          >
            <p>{t('confirmLead')}</p>
          </Confirm>
        </Dialog>
      ) : null}
    </>
  )
}
