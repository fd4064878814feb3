import type { Id } from '../kernel/id.ts'
import { later } from '../kernel/time.ts'

/**
 * Mails: what a buyer is told of an order by e-mail.
 *
 *             ┌─ sent        a mail server has taken it
 *   waiting ──┼─ skipped     nobody to tell, nothing to say, or mail is off
 *             └─ given up    no mail server took it for two days
 *
 * A try that fails leaves it waiting, for longer each time.
 */
export type MailKind = 'paid' | 'canceled' | 'refunded'
export type MailOutcome = 'sent' | 'skipped' | 'given-up'

/** A mail that was just taken for a try; nobody else takes it for `HELD_SECONDS`. */
export interface DueMail {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Mail'>
  readonly orderId: Id<'Order'>
  readonly kind: MailKind
  /** Which of several it tells of: a refund; null where an order has but one. */
  readonly aboutId: string | null
  /** Nobody any more after they have left. */
  readonly buyerId: Id<'Account'> | null
  readonly createdAt: Date
  readonly takenAt: Date
  /** This one included: 1 the first time. */
  readonly tries: number
}

/** How long one try may last. */
export const TRY_SECONDS = 45
/** How long a mail stays with the process that took it, should that die; longer than a try. */
export const HELD_SECONDS = 120
/** How long it waits after the first failed try, the second, …; after the last of these always that. */
const WAIT_SECONDS = [60, 300, 1_800, 7_200] as const
const GIVE_UP_SECONDS = 2 * 24 * 60 * 60

/** When a mail whose try has failed is tried again; never any more when it is two days old by then. */
export function nextTry({ createdAt, takenAt, tries }: DueMail): Date | undefined {
  const waitSeconds = WAIT_SECONDS[tries - 1] ?? WAIT_SECONDS[WAIT_SECONDS.length - 1]
  const at = later(takenAt, waitSeconds ?? 0)
  return at <= later(createdAt, GIVE_UP_SECONDS) ? at : undefined
}

/** What of an event is told to the buyer by e-mail. */
export const kindOf = (topic: string): MailKind | undefined => kinds[topic]

const kinds: Readonly<Record<string, MailKind>> = {
  'order.paid': 'paid',
  'order.canceled': 'canceled',
  'order.refunded': 'refunded',
}
