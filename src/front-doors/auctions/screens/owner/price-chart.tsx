import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { useQuery } from '../../../../web/query.ts'
import { type Bid, bidsQuery, type OwnLot } from './owner-queries.ts'
import { curveOf } from './price-curve.ts'
import { useSellerText } from './text.ts'
import { useMoment } from './words.tsx'

const box = { width: 1000, height: 200 }
const CATCH_UP_MS = 1_000
/** Lines of the table. */
const LATEST = 50

/** How the price rose with the bids. */
export function PriceChart({ lot }: { readonly lot: OwnLot }) {
  const { auctionId, lotId, bids } = lot
  const query = useQuery({
    ...bidsQuery({ auctionId, lotId }),
    refetchInterval: ({ state }) =>
      (state.data?.at(-1)?.number ?? 0) < bids ? CATCH_UP_MS : false,
  })
  return <Loaded query={query}>{(known) => <Chart lot={lot} bids={known} />}</Loaded>
}

interface ChartProps {
  readonly lot: OwnLot
  readonly bids: readonly Bid[]
}

function Chart({ lot, bids }: ChartProps) {
  const t = useSellerText()
  const { currency, reservePrice } = lot
  const curve = curveOf(bids, lot, box)
  if (!curve) return null
  return (
    <figure className="grid gap-3 rounded-3xl border border-line bg-card p-5 sm:p-6">
      <figcaption className="flex flex-wrap justify-between gap-x-6 gap-y-1">
        <span className="font-bold">{t('chart.title')}</span>
        <Price
          money={{ amount: lot.price ?? lot.startPrice, currency }}
          className="text-sm text-soft"
        />
      </figcaption>
      <svg
        viewBox={`0 0 ${box.width} ${box.height}`}
        preserveAspectRatio="none"
        className="h-44 w-full overflow-visible border-b border-edge"
        aria-hidden="true"
      >
        <path d={`${curve.path}V${box.height}H0Z`} className="fill-blush" />
        <path
          d={curve.path}
          className="fill-none stroke-accent stroke-[3] forced-colors:stroke-[Highlight]"
          vectorEffect="non-scaling-stroke"
        />
        {curve.reserveY === undefined ? null : (
          <line
            x2={box.width}
            y1={curve.reserveY}
            y2={curve.reserveY}
            strokeDasharray="6 6"
            className="stroke-edge stroke-2"
            vectorEffect="non-scaling-stroke"
          />
        )}
      </svg>
      <div className="flex flex-wrap justify-between gap-x-4 text-xs text-soft">
        <span>{t('chart.first')}</span>
        {reservePrice === null ? null : (
          <span>
            {t('chart.reserve')} <Price money={{ amount: reservePrice, currency }} />
          </span>
        )}
        <span>{t('chart.bid', { number: bids.length })}</span>
      </div>
      <BidTable lot={lot} bids={bids} />
    </figure>
  )
}

function BidTable({ lot: { currency, timeZone }, bids }: ChartProps) {
  const t = useSellerText()
  const moment = useMoment(timeZone)
  return (
    <details className="text-sm">
      <summary className="min-h-6 w-fit font-semibold text-accent">
        {t('chart.asTable', { count: Math.min(LATEST, bids.length) })}
      </summary>
      <div className="overflow-x-auto">
        <table className="mt-2 w-full text-right">
          <thead>
            <tr className="text-soft">
              {(['number', 'at', 'bidder', 'amount', 'price'] as const).map((name) => (
                <th key={name} scope="col" className="px-2 py-1 font-semibold first:text-left">
                  {t(`chart.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bids
              .slice(-LATEST)
              .toReversed()
              .map(({ number, at, bidder, amount, price }) => (
                <tr key={number} className="border-t border-line whitespace-nowrap">
                  <th scope="row" className="px-2 py-1.5 text-left font-normal">
                    {number}
                  </th>
                  <td className="px-2">{moment(at)}</td>
                  <td className="px-2">{t('bidder', { bidder })}</td>
                  <td className="px-2">
                    <Price money={{ amount, currency }} />
                  </td>
                  <td className="px-2 font-semibold">
                    <Price money={{ amount: price, currency }} />
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
