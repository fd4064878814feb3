/** Texts with versions. `cancellation` is accepted for each order, the others by an account. */
export const textKinds = [
  'terms',
  'privacy',
  'age',
  'store-sharing',
  'marketing-mail',
  'marketing-text',
  'cancellation',
] as const
export type TextKind = (typeof textKinds)[number]

/**
 * What an account must have accepted before it claims anything. The privacy notice is none of it: what is
 * collected is needed for the contract (개인정보 보호법 §15(1)4), and asking for consent anyway is what §22 forbids.
 */
export const requiredKinds = ['terms', 'age'] as const

/** What may be withdrawn without leaving. Separate means of advertising are consented to separately. */
export const marketingKinds = ['marketing-mail', 'marketing-text'] as const

/**
 * What the screens of a sign-up want seen besides: it informs, is no consent, and no other client is asked for it.
 */
export const seenKinds = ['privacy'] as const

/** What an account accepts, or has seen. */
export const acceptedKinds = [...requiredKinds, ...seenKinds, ...marketingKinds] as const
export type AcceptedKind = (typeof acceptedKinds)[number]
