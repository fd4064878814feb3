import { useState } from 'react'
import { call } from '../../../../web/call.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button } from '../../../../web/kit/button.tsx'
import { Confirm } from '../../../../web/kit/confirm.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { Refused, Tag } from '../../../../web/kit/notice.tsx'
import { useSend } from '../../../../web/use-send.ts'
import type * as contract from '../../parcels/owner-contract.ts'
import { useMoment } from '../returns/when.ts'
import { type DeskParcel, useRefreshDesk } from './desk-queries.ts'
import { ShipmentForm } from './shipment-form.tsx'
import { useDeskText } from './text.ts'

interface ParcelCardProps {
  readonly parcel: DeskParcel
  readonly marketId: string
  readonly timeZone: string
}

/** A parcel with its number, or the form for it. */
export function ParcelCard({ parcel, marketId, timeZone }: ParcelCardProps) {
  const t = useDeskText()
  const { number, state, carrier, trackingNumber, trackingUrl } = parcel
  return (
    <section className="grid gap-2 border-t border-line pt-3">
      <p className="flex flex-wrap items-center gap-2">
        <strong>{t('parcel', { number })}</strong>
        <Tag tone={state === 'packed' ? 'warn' : 'good'}>{t(`state.${state}`)}</Tag>
        {carrier ? (
          <span>
            {t(`carrier.${carrier}`)}{' '}
            {trackingUrl ? (
              <a href={trackingUrl} target="_blank" rel="noreferrer noopener" className="underline">
                {trackingNumber}
              </a>
            ) : null}
          </span>
        ) : null}
      </p>
      <Corrections {...{ parcel, timeZone }} />
      <div className="no-print">
        {state === 'packed' ? (
          <ToShip {...{ parcel, marketId }} />
        ) : (
          <Sent {...{ parcel, marketId }} />
        )}
      </div>
    </section>
  )
}

function Corrections({ parcel, timeZone }: Omit<ParcelCardProps, 'marketId'>) {
  const t = useDeskText()
  const moment = useMoment(timeZone)
  return parcel.corrections.map(({ carrier, trackingNumber, at }) => (
    <p key={at} className="text-sm text-soft">
      {t('corrected', {
        carrier: t(`carrier.${carrier as NonNullable<DeskParcel['carrier']>}`),
        number: trackingNumber ?? '',
        at: moment(at),
      })}
    </p>
  ))
}

function ToShip({ parcel: { parcelId }, marketId }: Omit<ParcelCardProps, 'timeZone'>) {
  const t = useDeskText()
  const refresh = useRefreshDesk(marketId)
  const { pending, problem, send } = useSend()
  const unpack = async () => {
    await send(() =>
      call<typeof contract.unpackParcel>('DELETE /v1/markets/:marketId/parcels/:parcelId', {
        params: { marketId, parcelId },
      }),
    )
    await refresh()
  }
  return (
    <div className="grid gap-2">
      <ShipmentForm
        label={t('ship')}
        request={async (shipment) => {
          const sent = await call<typeof contract.shipParcels>(
            'POST /v1/markets/:marketId/shipments',
            { params: { marketId }, body: { parcels: [{ parcelId, ...shipment }] } },
          )
          return { sent, refused: sent.ok ? (sent.answer.data[0]?.refused?.title ?? null) : null }
        }}
        onDone={async () => {
          announce(t('shipped'))
          await refresh()
        }}
      />
      <Refused problem={problem} />
      <Button kind="plain" className="-ml-5 justify-self-start" pending={pending} onClick={unpack}>
        {t('unpack')}
      </Button>
    </div>
  )
}

function Sent({ parcel, marketId }: Omit<ParcelCardProps, 'timeZone'>) {
  const t = useDeskText()
  const refresh = useRefreshDesk(marketId)
  const [isOpen, setOpen] = useState(false)
  const { parcelId, state } = parcel
  return (
    <div className="flex flex-wrap gap-2">
      {state === 'shipped' ? <Deliver {...{ parcelId, marketId }} /> : null}
      <Button kind="plain" onClick={() => setOpen(true)}>
        {t('correct')}
      </Button>
      {isOpen ? (
        <Dialog title={t('correctTitle')} onClose={() => setOpen(false)}>
          <ShipmentForm
            label={t('save')}
            from={parcel}
            request={async (shipment) => {
              const sent = await call<typeof contract.correctParcel>(
                'PUT /v1/markets/:marketId/parcels/:parcelId/shipment',
                { params: { marketId, parcelId }, body: shipment },
              )
              return { sent, refused: null }
            }}
            onDone={async () => {
              setOpen(false)
              await refresh()
            }}
          />
        </Dialog>
      ) : null}
    </div>
  )
}

interface DeliverProps extends Pick<ParcelCardProps, 'marketId'> {
  readonly parcelId: string
}

/** Says that a parcel has arrived, after asking: the buyer is told. */
function Deliver({ parcelId, marketId }: DeliverProps) {
  const t = useDeskText()
  const refresh = useRefreshDesk(marketId)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {t('deliver')}
      </Button>
      {isOpen ? (
        <Dialog title={t('deliverTitle')} onClose={() => setOpen(false)}>
          <Confirm
            keep={t('keep')}
            onKeep={() => setOpen(false)}
            confirm={t('deliver')}
            request={() =>
              call<typeof contract.deliverParcel>(
                'POST /v1/markets/:marketId/parcels/:parcelId/delivery',
                { params: { marketId, parcelId } },
              )
            }
            onDone={async () => {
              setOpen(false)
              await refresh()
            }}
          >
            <p>{t('deliverLead')}</p>
          </Confirm>
        </Dialog>
      ) : null}
    </>
  )
}
