import type { Id } from '../kernel/id.ts'
import { later } from '../kernel/time.ts'

/**
 * Mails about an order to its buyer, to a store about what happened there, those of front doors
 * about something of their own (`door`), and invitations to work at a store (`staff`).
 *
 *             ┌─ sent        accepted by a mail server
 *   waiting ──┼─ skipped     no recipient, nothing to say, or mail is off
 *             ├─ given up    not accepted for two days
 *             └─ unknown     a message to a phone whose answer was lost
 *
 * A failed try leaves it waiting, with a growing backoff.
 */
export type MailKind =
  | 'paid'
  | 'canceled'
  | 'refunded'
  | 'given-back'
  | 'move-proposed'
  | 'move-withdrawn'
  | 'moved'
  | 'reminder'
  | 'offered'
  | 'no-show'
  | 'owner'
  | 'door'
  | 'staff'
  | OfferKind
/** Those about an order, to its buyer. */
export type OrderMailKind = Exclude<MailKind, 'owner' | 'door' | 'staff'>
/** `unknown`: of a message to a phone whose answer was lost; it may have arrived. */
export type MailOutcome = 'sent' | 'skipped' | 'given-up' | 'unknown'
export type Channel = 'mail' | 'phone'

/** Of a place that its holder offers to somebody: to them, to the holder, and when it is taken back. */
export type OfferKind = 'place-offered' | 'place-offer-sent' | 'place-offer-ended'

export const isOfferKind = (kind: MailKind): kind is OfferKind => kind.startsWith('place-offer')

/** A mail taken for a try; no other process takes it for `HELD_SECONDS`. */
export interface DueMail {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Mail'>
  /** Null of a mail to a store, of a front door, or to its staff. */
  readonly orderId: Id<'Order'> | null
  readonly kind: MailKind
  /** The refund, move or reminder it is about; null where an order has only one mail of the kind. */
  readonly aboutId: string | null
  /** Null after the buyer has left. */
  readonly buyerId: Id<'Account'> | null
  readonly createdAt: Date
  readonly takenAt: Date
  /** Including this one: 1 the first time. */
  readonly tries: number
  /** Of a message about no order: the mail whose words it says. */
  readonly tells: Id<'Mail'> | null
  /** Of one to a store: whose number gets it. */
  readonly phoneOf: Id<'Account'> | null
  /** When its sender was asked, and for which number, encrypted; null unless its fate is not known. */
  readonly askedAt: Date | null
  readonly askedTo: string | null
}

/** Time limit of one try. */
export const TRY_SECONDS = 45
/** How long a taken mail stays with its process, in case that dies; longer than a try. */
export const HELD_SECONDS = 120
/** Backoff after the first failed try, the second, …; the last value repeats. */
const WAIT_SECONDS = [60, 300, 1_800, 7_200] as const
const GIVE_UP_SECONDS = 2 * 24 * 60 * 60

/** When to retry after a failed try; undefined if the mail would be older than two days, or as given. */
export function nextTry(
  { createdAt, takenAt, tries }: Pick<DueMail, 'createdAt' | 'takenAt' | 'tries'>,
  giveUpSeconds = GIVE_UP_SECONDS,
): Date | undefined {
  const waitSeconds = WAIT_SECONDS[tries - 1] ?? WAIT_SECONDS[WAIT_SECONDS.length - 1]
  const at = later(takenAt, waitSeconds ?? 0)
  return at <= later(createdAt, giveUpSeconds) ? at : undefined
}

/** Events that are mailed to the buyer. */
export const kindOf = (topic: string): OrderMailKind | undefined => kinds[topic]

const kinds: Readonly<Record<string, OrderMailKind>> = {
  'order.paid': 'paid',
  'order.canceled': 'canceled',
  'order.refunded': 'refunded',
  'order.given-back': 'given-back',
  'order.move-proposed': 'move-proposed',
  'order.move-withdrawn': 'move-withdrawn',
  'order.moved': 'moved',
  'order.offered': 'offered',
  'order.no-show': 'no-show',
}
