import { Loaded } from '../../../../web/kit/loaded.tsx'
import { useQuery } from '../../../../web/query.ts'
import { BuyerCard } from './buyer-card.tsx'
import { lotBuyersQuery, type OwnLot } from './owner-queries.ts'
import { useSellerText } from './text.ts'

const REFETCH_MS = 10_000

/** Who has won a lot, the latest first: the winner, and the next bidder if it was offered to them. */
export function LotBuyer({ lot: { auctionId, lotId, timeZone } }: { readonly lot: OwnLot }) {
  const t = useSellerText()
  const query = useQuery({
    ...lotBuyersQuery({ auctionId, lotId }),
    refetchInterval: REFETCH_MS,
  })
  return (
    <section aria-labelledby="lot-buyers" className="grid gap-3">
      <h3 id="lot-buyers" className="text-xl font-bold">
        {t('buyers.ofLot')}
      </h3>
      <Loaded query={query}>
        {({ data, now }) => (
          <ul className="grid gap-3">
            {data.map((win) => (
              <li key={win.kind}>
                <BuyerCard {...{ win, now, timeZone }} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  )
}
