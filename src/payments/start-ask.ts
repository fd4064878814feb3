import type { Id } from '../kernel/id.ts'
import type { Once } from '../postgres/once.ts'

/** How a buyer wants to pay for an order. */
export interface StartAsk {
  readonly buyerId: Id<'Account'>
  readonly orderId: Id<'Order'>
  readonly gateway: string
  readonly device: 'desktop' | 'mobile'
  /** What the buyer's wallet is to pay of it, in minor units; nothing unless told. */
  readonly wallet?: number
  readonly once: Once
}
