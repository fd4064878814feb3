import type { Bid, OwnLot } from './owner-queries.ts'

/** The price over the bids of a lot, in a box of a given size. */
export interface PriceCurve {
  /** An SVG path in steps: the price stays until the next bid. */
  readonly path: string
  /** Where the reserve is; undefined without one. */
  readonly reserveY: number | undefined
}

interface Box {
  readonly width: number
  readonly height: number
}

type Prices = Pick<OwnLot, 'startPrice' | 'reservePrice'>

/** Undefined before the first bid. */
export function curveOf(
  bids: readonly Pick<Bid, 'price'>[],
  { startPrice, reservePrice }: Prices,
  { width, height }: Box,
): PriceCurve | undefined {
  const last = bids.at(-1)
  if (!last) return undefined
  const most = Math.max(last.price, reservePrice ?? 0)
  const span = Math.max(1, most - startPrice)
  const y = (price: number) => round(height - (height * (price - startPrice)) / span)
  const wide = width / bids.length
  const parts = bids.map(({ price }, at) => `V${y(price)}H${round((at + 1) * wide)}`)
  return {
    path: `M0 ${y(startPrice)}${parts.join('')}`,
    reserveY: reservePrice === null ? undefined : y(reservePrice),
  }
}

const round = (value: number): number => Math.round(value * 10) / 10
