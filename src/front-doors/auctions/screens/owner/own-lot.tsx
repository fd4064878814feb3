import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Pictures } from '../../../../stores/pictures/screens/desk/pictures.tsx'
import { OnlyFor } from '../../../../stores/screens/role.tsx'
import { call } from '../../../../web/call.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Notice, Tag } from '../../../../web/kit/notice.tsx'
import { useQuery } from '../../../../web/query.ts'
import type * as owner from '../../owner-contract.ts'
import { useLotText } from '../lots/text.ts'
import { LotActions } from './lot-actions.tsx'
import { actsOf, winStep } from './lot-acts.ts'
import { LotBuyer } from './lot-buyer.tsx'
import { changeOf, draftOf } from './lot-draft.ts'
import { LotFigures } from './lot-figures.tsx'
import { LotForm } from './lot-form.tsx'
import { type OwnLot, ownLotQuery, useRefreshAuction } from './owner-queries.ts'
import { PriceChart } from './price-chart.tsx'
import { RoomControls } from './room-controls.tsx'
import { TermsSummary } from './terms-summary.tsx'
import { useSellerText } from './text.ts'
import { ownLotPage, RoomLink, StageTag, StepTag } from './words.tsx'

/** How soon a lot is read again, by what may happen to it. */
const everyMs = ({ stage, win }: OwnLot): number | false => {
  if (stage === 'live' || stage === 'closing') return 2_000
  if (stage === 'scheduled') return 10_000
  return win?.stage === 'to-pay' || win?.stage === 'paid' ? 10_000 : false
}

interface OwnLotPageProps extends Pick<DeskPartProps, 'store'> {
  readonly lotId: string
}

/** A lot of one's own: what happens with it, and what can be done. */
export function OwnLotPage({ store, lotId }: OwnLotPageProps) {
  const t = useSellerText()
  const query = useQuery({
    ...ownLotQuery({ auctionId: store.id, lotId }),
    refetchInterval: ({ state }) => (state.data ? everyMs(state.data) : false),
  })
  return (
    <div className="grid gap-6">
      <Link
        to="."
        search={{ tab: 'lots' }}
        className="w-fit py-2 font-semibold text-accent hover:underline"
      >
        ← {t('lot.back')}
      </Link>
      <Loaded query={query}>{(lot) => <OwnLotParts lot={lot} />}</Loaded>
    </div>
  )
}

function OwnLotParts({ lot }: { readonly lot: OwnLot }) {
  const t = useSellerText()
  const [isChanging, setChanging] = useState(false)
  const refresh = useRefreshAuction(lot.auctionId)
  const acts = actsOf(lot)
  const path = { auctionId: lot.auctionId, lotId: lot.lotId }
  if (isChanging && acts.change) return <ChangeLot lot={lot} onClose={() => setChanging(false)} />
  return (
    <div className="grid gap-8">
      <LotHead lot={lot} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-6">
          <LotFigures lot={lot} />
          {lot.bids > 0 && !lot.hidden ? <PriceChart lot={lot} /> : null}
          {lot.win ? <LotBuyer lot={lot} /> : null}
          {lot.stage === 'live' && !lot.hidden ? <RoomControls path={path} /> : null}
        </div>
        <div className="grid gap-6">
          <OnlyFor storeId={lot.auctionId} right="manager">
            <LotActions lot={lot} acts={acts} onChange={() => setChanging(true)} />
          </OnlyFor>
          <TermsSummary terms={lot.terms} currency={lot.currency} />
        </div>
      </div>
      {lot.description ? (
        <section aria-labelledby="about-lot" className="grid gap-2">
          <h3 id="about-lot" className="text-xl font-bold">
            {t('form.description')}
          </h3>
          <p className="max-w-prose whitespace-pre-line">{lot.description}</p>
        </section>
      ) : null}
      <section aria-labelledby="lot-pictures" className="grid gap-4">
        <h3 id="lot-pictures" className="text-xl font-bold">
          {t('lot.pictures')}
        </h3>
        <Pictures storeId={lot.auctionId} of={lot.lotId} onChanged={refresh} />
      </section>
    </div>
  )
}

function LotHead({ lot }: { readonly lot: OwnLot }) {
  const t = useSellerText()
  const lotText = useLotText()
  const { auctionId, lotId, title, stage, hidden, win, relistedAs, relistedFrom } = lot
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid gap-2">
          <p className="flex flex-wrap gap-1.5">
            <StageTag stage={stage} />
            {win ? <StepTag step={winStep(win)} /> : null}
            <Tag>{lotText(`category.${lot.category}`)}</Tag>
            {hidden ? <Tag>{t('lots.hidden')}</Tag> : null}
          </p>
          <h2 className="text-2xl font-extrabold">{title}</h2>
        </div>
        {hidden ? null : <RoomLink {...{ auctionId, lotId }}>{t('lot.room')}</RoomLink>}
      </div>
      {relistedAs ? (
        <Notice>
          <Link to="." search={ownLotPage(relistedAs)} className="font-semibold underline">
            {t('lot.relistedAs')}
          </Link>
        </Notice>
      ) : null}
      {relistedFrom ? (
        <Notice>
          <Link to="." search={ownLotPage(relistedFrom)} className="font-semibold underline">
            {t('lot.relistedFrom')}
          </Link>
        </Notice>
      ) : null}
    </div>
  )
}

interface ChangeLotProps {
  readonly lot: OwnLot
  readonly onClose: () => void
}

function ChangeLot({ lot, onClose }: ChangeLotProps) {
  const t = useSellerText()
  const refresh = useRefreshAuction(lot.auctionId)
  const { auctionId, lotId, currency, timeZone } = lot
  // The lot may change while it is edited; what is compared is what was shown at first.
  const [first] = useState(() => draftOf(lot))
  return (
    <section aria-labelledby="change-lot" className="grid max-w-3xl gap-5">
      <h2 id="change-lot" className="text-xl font-bold">
        {t('form.changeTitle')}
      </h2>
      <LotForm
        {...{ currency, timeZone }}
        first={() => first}
        save={t('save')}
        request={(draft) => {
          const body = changeOf(draft, first, currency)
          if (!body) return undefined
          return () =>
            call<typeof owner.changeLot>('PATCH /v1/auctions/:auctionId/lots/:lotId', {
              params: { auctionId, lotId },
              body,
            })
        }}
        onCancel={onClose}
        onDone={async () => {
          await refresh()
          onClose()
          announce(t('form.changed'))
        }}
      />
    </section>
  )
}
