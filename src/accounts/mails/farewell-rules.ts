import type { Money } from '../../kernel/money.ts'

/** What the last mail to somebody who left says, as it was when they left. */
export interface Farewell {
  /** Bookings that are paid and still to come, soonest first; only a store can cancel them now. */
  readonly open: readonly { readonly store: string; readonly number: string }[]
  /** How many there are; `open` names some of them. */
  readonly openCount: number
  /** Paid by wallet for what may still be refunded. */
  readonly mayComeBack: Money
  readonly moneyBack: 'gateway' | 'by-hand'
  /** What the law keeps, and for how long: a line each. */
  readonly kept: { readonly ko: string; readonly en: string }
}
