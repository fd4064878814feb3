import type { NoticeTopic } from '../stores/notices/rules.ts'

/** What a store is told of. */
export type NoticeKind =
  | 'booked'
  | 'canceled'
  | 'partly-canceled'
  | 'payment-review'
  | 'move-accepted'
  | 'move-declined'
  | 'changed'
  | 'move-expired'
  | 'sold-out'

/** At least this long between two mails to a store: what comes meanwhile is told together. */
export const BETWEEN_SECONDS = 300
/** Notices that one mail lists; it counts the others. */
export const LISTED_MOST = 50
/** Older ones are no news, after a time without a mail server. */
export const NEWS_SECONDS = 2 * 24 * 60 * 60

/** Events that a store is told of. */
export const noticeOf = (
  topic: string,
  { by }: { readonly by?: string | undefined },
): NoticeKind | undefined => (topic === 'order.moved' && by ? moved[by] : kinds[topic])

/** By whose wish: the desk knows what it moved. */
const moved: Readonly<Record<string, NoticeKind | undefined>> = {
  guest: 'changed',
  store: 'move-accepted',
}

const kinds: Readonly<Record<string, NoticeKind>> = {
  'order.paid': 'booked',
  'order.canceled': 'canceled',
  'order.given-back': 'partly-canceled',
  'payment.needs-review': 'payment-review',
  'order.move-declined': 'move-declined',
  'order.move-expired': 'move-expired',
}

/** The setting that decides whether it is mailed. */
export const topicOf: Readonly<Record<NoticeKind, NoticeTopic>> = {
  booked: 'bookings',
  canceled: 'cancellations',
  'partly-canceled': 'cancellations',
  'payment-review': 'payments',
  'move-accepted': 'moves',
  'move-declined': 'moves',
  changed: 'moves',
  'move-expired': 'moves',
  'sold-out': 'sold-out',
}

export const kindsOf = (topics: readonly NoticeTopic[]): NoticeKind[] =>
  (Object.keys(topicOf) as NoticeKind[]).filter((kind) => topics.includes(topicOf[kind]))
