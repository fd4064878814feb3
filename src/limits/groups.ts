import type { LimitName } from './names.ts'

/** How the admin's page groups the limits, in its order. */
export const limitGroups = ['sign-in', 'sign-up', 'mails', 'texts', 'holds', 'other'] as const
export type LimitGroup = (typeof limitGroups)[number]

/** By how a name begins: what limits one thing begins alike. */
const beginnings: readonly (readonly [beginning: string, group: LimitGroup])[] = [
  ['passwords-', 'sign-in'],
  ['codes-', 'sign-in'],
  ['look-ups-', 'sign-in'],
  ['sign-ups-', 'sign-up'],
  ['guests-', 'sign-up'],
  ['account-mails-', 'mails'],
  ['reset-mails-', 'mails'],
  ['text', 'texts'],
  ['messages-', 'texts'],
  ['holds-', 'holds'],
]

export const groupOf = (name: LimitName): LimitGroup =>
  beginnings.find(([beginning]) => name.startsWith(beginning))?.[1] ?? 'other'
