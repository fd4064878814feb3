import { Price } from '../../../../web/kit/price.tsx'
import type { OwnLot } from './owner-queries.ts'
import { useSellerText } from './text.ts'
import { Fact, Left, priceName, useMoment } from './words.tsx'

/** The price of a lot now, who bids, and its limits; the reserve is seen by its seller only. */
export function LotFigures({ lot }: { readonly lot: OwnLot }) {
  const t = useSellerText()
  const moment = useMoment(lot.timeZone)
  const { stage, price, startPrice, currency, bids, bidders, leader, reservePrice } = lot
  const money = (amount: number) => <Price money={{ amount, currency }} />
  return (
    <section
      aria-label={t('figures.label')}
      className="grid gap-5 rounded-3xl border border-line bg-card p-5 sm:p-6"
    >
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
        <div>
          <p className="text-soft">{t(priceName(lot))}</p>
          <p className="text-4xl font-extrabold tracking-tight">{money(price ?? startPrice)}</p>
        </div>
        <p className="text-lg">
          {t('lots.bids', { bids, bidders })}
          {leader !== null && stage === 'live' ? (
            <span className="block text-sm text-soft">
              {t('figures.leads', { bidder: leader })}
            </span>
          ) : null}
        </p>
      </div>
      <dl className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        <Fact name={t('figures.startPrice')}>{money(startPrice)}</Fact>
        <Fact name={t('figures.reserve')}>
          {reservePrice === null ? t('figures.none') : money(reservePrice)}
          {lot.reserve === 'none' ? null : (
            <span className={`block text-sm ${lot.reserve === 'met' ? 'text-good' : 'text-warn'}`}>
              {t(`figures.reserve-${lot.reserve}`)}
            </span>
          )}
        </Fact>
        <Fact name={t('figures.buyNow')}>
          {lot.buyNowPrice === null ? t('figures.none') : money(lot.buyNowPrice)}
        </Fact>
        <Fact name={t('figures.starts')}>{moment(lot.startsAt)}</Fact>
        <Fact name={t(lot.closedAt ? 'figures.ended' : 'figures.ends')}>
          {moment(lot.closedAt ?? lot.endsAt)}
          {stage === 'live' ? (
            <span className="block text-sm text-soft">
              <Left until={lot.endsAt} now={lot.now} />
            </span>
          ) : null}
        </Fact>
        {stage === 'live' && lot.hardEndsAt !== lot.endsAt ? (
          <Fact name={t('figures.hardEnd')}>{moment(lot.hardEndsAt)}</Fact>
        ) : null}
      </dl>
    </section>
  )
}
