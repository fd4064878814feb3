import type { Id } from '../kernel/id.ts'
import type { Once } from '../postgres/once.ts'

/** A buyer's request to pay an order. */
export interface StartAsk {
  readonly buyerId: Id<'Account'>
  readonly orderId: Id<'Order'>
  readonly gateway: string
  readonly device: 'desktop' | 'mobile'
  /** The wallet's part, in minor units; default 0. */
  readonly wallet?: number
  readonly once: Once
}
