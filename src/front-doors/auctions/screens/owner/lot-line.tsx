import { Link } from '@tanstack/react-router'
import { Tag } from '../../../../web/kit/notice.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { LotPicture } from '../lots/lot-picture.tsx'
import { winStep } from './lot-acts.ts'
import type { OwnLot } from './owner-queries.ts'
import { useSellerText } from './text.ts'
import { Left, ownLotPage, priceName, StageTag, StepTag, useMoment } from './words.tsx'

interface LotLineProps {
  readonly lot: OwnLot
  /** The server's clock. */
  readonly now: string
}

/** A lot in the seller's list, as a way to its page. */
export function LotLine({ lot, now }: LotLineProps) {
  const t = useSellerText()
  const { lotId, title, image, stage, price, startPrice, currency, bids, bidders, win } = lot
  return (
    <article className="relative grid grid-cols-[5.5rem_minmax(0,1fr)] items-center gap-x-4 gap-y-1 rounded-3xl border border-line bg-card p-3 hover:bg-well sm:grid-cols-[7rem_minmax(0,1fr)_auto] sm:pr-6">
      <LotPicture
        image={image}
        as="row"
        className="aspect-square w-full rounded-2xl max-sm:row-span-2 max-sm:self-start"
      />
      <div className="grid gap-1">
        <p className="flex flex-wrap gap-1.5">
          <StageTag stage={stage} />
          {win ? <StepTag step={winStep(win)} /> : null}
          {lot.secondChance ? <Tag tone="warn">{t('lots.mayOffer')}</Tag> : null}
          {lot.hidden ? <Tag>{t('lots.hidden')}</Tag> : null}
        </p>
        <h3 className="line-clamp-2 text-lg font-bold">
          <Link to="." search={ownLotPage(lotId)} className="after:absolute after:inset-0">
            {title}
          </Link>
        </h3>
        <p className="text-sm text-soft">
          <When lot={lot} now={now} />
        </p>
      </div>
      <div className="max-sm:col-start-2 sm:text-right">
        <p className="flex flex-wrap items-baseline gap-x-2 sm:justify-end">
          <span className="text-sm text-soft">{t(priceName(lot))}</span>
          <Price
            money={{ amount: price ?? startPrice, currency }}
            className="text-lg font-extrabold"
          />
        </p>
        <p className="text-sm text-soft">{t('lots.bids', { bids, bidders })}</p>
      </div>
    </article>
  )
}

/** When it starts, ends or ended; for a win, until when it can be paid. */
function When({ lot: { stage, startsAt, endsAt, closedAt, timeZone, win }, now }: LotLineProps) {
  const t = useSellerText()
  const moment = useMoment(timeZone)
  if (win?.stage === 'to-pay')
    return (
      <>
        {t('lots.payUntil', { at: moment(win.expiresAt) })} ·{' '}
        <Left until={win.expiresAt} now={now} />
      </>
    )
  if (stage === 'scheduled') return t('lots.starts', { at: moment(startsAt) })
  if (stage !== 'live') return t('lots.ended', { at: moment(closedAt ?? endsAt) })
  return (
    <>
      {t('lots.ends', { at: moment(endsAt) })} · <Left until={endsAt} now={now} />
    </>
  )
}
