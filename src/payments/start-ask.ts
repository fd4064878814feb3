import type { Id } from '../kernel/id.ts'
import type { Language } from '../kernel/language.ts'
import type { Once } from '../postgres/once.ts'

/** A buyer's request to pay an order. */
export interface StartAsk {
  readonly buyerId: Id<'Account'>
  readonly orderId: Id<'Order'>
  readonly gateway: string
  readonly device: 'desktop' | 'mobile'
  /** The wallet's part, in minor units; default 0. */
  readonly wallet?: number
  /** Where a front end of the merchant's wants the buyer after the window; default: a page of ours. */
  readonly successUrl?: string
  readonly cancelUrl?: string
  /** Of what the payment window shows; default: Korean. */
  readonly language?: Language
  readonly once: Once
}
