import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Contact } from '../../../../bookings/screens/desk/contact.tsx'
import { call } from '../../../../web/call.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button, buttonLook } from '../../../../web/kit/button.tsx'
import { Confirm } from '../../../../web/kit/confirm.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { Tag } from '../../../../web/kit/notice.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import type * as owner from '../../owner-contract.ts'
import { LotPicture } from '../lots/lot-picture.tsx'
import { winStep } from './lot-acts.ts'
import { type Buyer, useRefreshAuction } from './owner-queries.ts'
import { useSellerText } from './text.ts'
import { Left, ownLotPage, StepTag, useMoment } from './words.tsx'

interface BuyerCardProps {
  readonly win: Buyer
  /** The server's clock. */
  readonly now: string
  readonly timeZone: string
  /** With the lot, where the page is of several. */
  readonly hasLot?: boolean
}

/** Who may buy a lot or has, how far it is, and how to reach them. */
export function BuyerCard({ win, now, timeZone, hasLot }: BuyerCardProps) {
  const t = useSellerText()
  const { auctionId, lotId, title, image, kind, bidder, amount, currency, orderNumber } = win
  const step = winStep(win)
  return (
    <article className="grid gap-3 rounded-3xl border border-line bg-card p-4 sm:p-5">
      {hasLot ? (
        <div className="flex items-center gap-3">
          <LotPicture image={image} as="row" className="size-14 shrink-0 rounded-xl" />
          <h3 className="text-lg font-bold">
            <Link to="." search={ownLotPage(lotId)} className="hover:underline">
              {title}
            </Link>
          </h3>
        </div>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StepTag step={step} />
        {kind === 'hammer' ? null : <Tag>{t(`kind.${kind}`)}</Tag>}
        <span>{t('bidder', { bidder })}</span>
        <Price money={{ amount, currency }} className="text-lg font-extrabold" />
      </div>
      <Booker win={win} />
      <Progress {...{ win, now, timeZone }} />
      <div className="no-print flex flex-wrap gap-2">
        {step === 'paid' ? <HandOver win={win} /> : null}
        {orderNumber ? (
          <Link
            to="/stores/$storeId/payments/$orderNumber"
            params={{ storeId: auctionId, orderNumber }}
            className={buttonLook('quiet')}
          >
            {t('buyers.payment')}
          </Link>
        ) : null}
      </div>
    </article>
  )
}

function Booker({ win: { booker, stage } }: Pick<BuyerCardProps, 'win'>) {
  const t = useSellerText()
  if (!booker)
    return stage === 'to-pay' || stage === 'paid' ? (
      <p className="text-soft">{t('buyers.unnamed')}</p>
    ) : null
  return (
    <div>
      <p>
        <Contact {...booker} />
      </p>
      {booker.message ? (
        <p className="mt-1 rounded-xl bg-well px-3 py-2 whitespace-pre-line">{booker.message}</p>
      ) : null}
    </div>
  )
}

/** When it was won, until when it is paid, and when it went over. */
function Progress({ win, now, timeZone }: BuyerCardProps) {
  const t = useSellerText()
  const moment = useMoment(timeZone)
  const { stage, wonAt, expiresAt, handedOverAt, receivedAt, orderNumber } = win
  return (
    <ul className="grid gap-0.5 text-sm text-soft">
      <li>{t('buyers.won', { at: moment(wonAt) })}</li>
      {stage === 'to-pay' ? (
        <li className="font-semibold text-warn">
          {t('lots.payUntil', { at: moment(expiresAt) })} · <Left until={expiresAt} now={now} />
        </li>
      ) : null}
      {stage === 'lapsed' ? <li>{t('buyers.lapsed', { at: moment(expiresAt) })}</li> : null}
      {handedOverAt ? <li>{t('buyers.handedOver', { at: moment(handedOverAt) })}</li> : null}
      {receivedAt ? <li>{t('buyers.received', { at: moment(receivedAt) })}</li> : null}
      {orderNumber ? <li>{t('buyers.order', { number: orderNumber })}</li> : null}
    </ul>
  )
}

function HandOver({ win: { auctionId, lotId, bidder } }: Pick<BuyerCardProps, 'win'>) {
  const t = useSellerText()
  const refresh = useRefreshAuction(auctionId)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('buyers.handOver')}</Button>
      {isOpen ? (
        <Dialog title={t('buyers.handOverTitle')} onClose={() => setOpen(false)}>
          <Confirm
            keep={t('cancel')}
            onKeep={() => setOpen(false)}
            confirm={t('buyers.handOverSure')}
            request={() =>
              call<typeof owner.confirmHandOver>(
                'POST /v1/auctions/:auctionId/lots/:lotId/hand-over',
                { params: { auctionId, lotId } },
              )
            }
            onDone={async () => {
              setOpen(false)
              await refresh()
              announce(t('buyers.handOverDone'))
            }}
          >
            <p>{t('buyers.handOverLead', { bidder })}</p>
          </Confirm>
        </Dialog>
      ) : null}
    </>
  )
}
