import type { Money } from '../../../kernel/money.ts'
import type { Review } from './review-queries.ts'

/** A fact compared on both sides; null: unknown. */
export type Row =
  | {
      readonly name: 'amount' | 'refunded'
      ours: Money | null
      theirs: Money | null
      differs: boolean
    }
  | { readonly name: 'orderNumber'; ours: string; theirs: string | null; differs: boolean }
  | { readonly name: 'taken'; ours: Taken; theirs: string | null; differs: boolean }

/** Captured, according to our books. */
export type Taken = 'taken' | 'not-taken'

type Compared = Pick<Review, 'believed' | 'gatewaySays' | 'orderNumber'>

/** Compares our books with the gateway's last reply. */
export function rowsOf({ believed, gatewaySays, orderNumber }: Compared): Row[] {
  const { price, taken, refunded } = believed
  const ours = taken ?? price
  const theirs = gatewaySays
  const holds = theirs ? isPaidThere(theirs.state) : undefined
  return [
    {
      name: 'taken',
      ours: taken ? 'taken' : 'not-taken',
      theirs: theirs?.state ?? null,
      differs: holds !== undefined && holds !== (taken !== null),
    },
    row('amount', ours, theirs?.amount ?? null),
    row('refunded', refunded, theirs?.refunded ?? null),
    {
      name: 'orderNumber',
      ours: orderNumber,
      theirs: theirs?.orderNumber ?? null,
      differs: theirs?.orderNumber != null && theirs.orderNumber !== orderNumber,
    },
  ]
}

const row = (name: 'amount' | 'refunded', ours: Money, theirs: Money | null): Row => ({
  name,
  ours,
  theirs,
  differs: theirs !== null && !isSame(ours, theirs),
})

export const isSame = (one: Money, other: Money): boolean =>
  one.amount === other.amount && one.currency === other.currency

/** Undefined if the gateway's state is inconclusive. */
export function isPaidThere(state: string): boolean | undefined {
  if (['paid', 'partly-refunded', 'refunded'].includes(state)) return true
  return ['open', 'declined', 'quit', 'expired', 'not-found'].includes(state) ? false : undefined
}
