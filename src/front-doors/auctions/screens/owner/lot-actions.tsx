import { useState } from 'react'
import { priceText } from '../../../../kernel/format.ts'
import { call } from '../../../../web/call.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button } from '../../../../web/kit/button.tsx'
import { Confirm } from '../../../../web/kit/confirm.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
import type { LotActs } from './lot-acts.ts'
import { type OwnLot, useRefreshAuction } from './owner-queries.ts'
import { Relist } from './relist.tsx'
import { useSellerText } from './text.ts'

interface LotActionsProps {
  readonly lot: OwnLot
  readonly acts: LotActs
  readonly onChange: () => void
}

/** What can be done with a lot now; what cannot be is said once there are bids. */
export function LotActions({ lot, acts, onChange }: LotActionsProps) {
  const t = useSellerText()
  const [open, setOpen] = useState<'withdraw' | 'offer' | 'relist'>()
  const close = () => setOpen(undefined)
  const isRunning = lot.stage === 'live' || lot.stage === 'closing'
  return (
    <section
      aria-labelledby="lot-actions"
      className="grid gap-3 rounded-3xl border border-line bg-card p-5"
    >
      <h3 id="lot-actions" className="text-lg font-bold">
        {t('acts.title')}
      </h3>
      {isRunning && lot.bids > 0 ? <p className="text-soft">{t('acts.bound')}</p> : null}
      {acts.change ? (
        <Button kind="quiet" onClick={onChange}>
          {t('acts.change')}
        </Button>
      ) : null}
      {acts.offer ? <Button onClick={() => setOpen('offer')}>{t('acts.offer')}</Button> : null}
      {acts.relist ? (
        <Button kind={acts.offer ? 'quiet' : 'primary'} onClick={() => setOpen('relist')}>
          {t('acts.relist')}
        </Button>
      ) : null}
      {acts.hide || acts.show ? <HideOrShow lot={lot} /> : null}
      {acts.withdraw ? (
        <Button kind="danger" onClick={() => setOpen('withdraw')}>
          {t('acts.withdraw')}
        </Button>
      ) : null}
      {open === 'withdraw' ? <Withdraw lot={lot} onClose={close} /> : null}
      {open === 'offer' ? <Offer lot={lot} onClose={close} /> : null}
      {open === 'relist' ? <Relist lot={lot} onClose={close} /> : null}
    </section>
  )
}

function HideOrShow({ lot: { auctionId, lotId, hidden } }: { readonly lot: OwnLot }) {
  const t = useSellerText()
  const { pending, problem, send } = useSend()
  const refresh = useRefreshAuction(auctionId)
  const change = async () => {
    const sent = await send(() =>
      call<typeof owner.changeLot>('PATCH /v1/auctions/:auctionId/lots/:lotId', {
        params: { auctionId, lotId },
        body: { hidden: !hidden },
      }),
    )
    if (!sent?.ok) return
    await refresh()
    announce(t(hidden ? 'acts.shown' : 'acts.hidden'))
  }
  return (
    <>
      <Button kind="quiet" pending={pending} onClick={change}>
        {t(hidden ? 'acts.show' : 'acts.hide')}
      </Button>
      <p className="text-sm text-soft">{t(hidden ? 'acts.showHint' : 'acts.hideHint')}</p>
      <Refused problem={problem} />
    </>
  )
}

interface DialogProps {
  readonly lot: OwnLot
  readonly onClose: () => void
}

function Withdraw({ lot: { auctionId, lotId }, onClose }: DialogProps) {
  const t = useSellerText()
  const refresh = useRefreshAuction(auctionId)
  return (
    <Dialog title={t('withdraw.title')} onClose={onClose}>
      <Confirm
        keep={t('withdraw.keep')}
        onKeep={onClose}
        confirm={t('withdraw.sure')}
        request={() =>
          call<typeof owner.withdrawLot>('POST /v1/auctions/:auctionId/lots/:lotId/withdrawal', {
            params: { auctionId, lotId },
          })
        }
        onDone={async () => {
          onClose()
          await refresh()
          announce(t('withdraw.done'))
        }}
      >
        <p>{t('withdraw.lead')}</p>
      </Confirm>
    </Dialog>
  )
}

/** Asks before the lot is offered: to whom, and for how much. */
function Offer({ lot: { auctionId, lotId, secondChance, currency }, onClose }: DialogProps) {
  const t = useSellerText()
  const language = useLanguage()
  const refresh = useRefreshAuction(auctionId)
  const [next] = useState(secondChance)
  if (!next) return null
  const price = priceText({ amount: next.amount, currency }, language)
  return (
    <Dialog title={t('offer.title')} onClose={onClose}>
      <Confirm
        keep={t('cancel')}
        onKeep={onClose}
        confirm={t('offer.sure', { price })}
        request={() =>
          call<typeof owner.offerSecondChance>(
            'POST /v1/auctions/:auctionId/lots/:lotId/second-chance',
            { params: { auctionId, lotId } },
          )
        }
        onDone={async () => {
          onClose()
          await refresh()
          announce(t('offer.done', { bidder: next.bidder }))
        }}
      >
        <p className="text-lg font-bold">{t('offer.to', { bidder: next.bidder, price })}</p>
        <p>{t('offer.lead')}</p>
      </Confirm>
    </Dialog>
  )
}
