import { type Problem, problem } from '../../kernel/problem.ts'

/** What a store is told of by mail. */
export const noticeTopics = [
  'bookings',
  'cancellations',
  'payments',
  'moves',
  'returns',
  'stock',
  'sold-out',
] as const
export type NoticeTopic = (typeof noticeTopics)[number]

/** Addresses besides the owner's own. */
export const ADDRESSES_MOST = 5

export interface NoticeSettings {
  readonly topics: readonly NoticeTopic[]
  /** Empty: the address of the owner. */
  readonly addresses: readonly string[]
}

/** Of a store that has chosen nothing. */
export const defaultSettings: NoticeSettings = { topics: noticeTopics, addresses: [] }

export const addressTwice = problem<{ address: string }>('notice-address-twice', 'invalid', {
  ko: '같은 이메일 주소를 두 번 입력했어요.',
  en: 'The same e-mail address is named twice.',
})

/** Settings as they are stored: each topic once, addresses in lower case. Problem: notice-address-twice. */
export function change({ topics, addresses }: NoticeSettings): NoticeSettings | Problem {
  const lower = addresses.map((address) => address.toLowerCase())
  const twice = lower.find((address, at) => lower.indexOf(address) !== at)
  if (twice !== undefined) return addressTwice({ address: twice })
  return { topics: noticeTopics.filter((topic) => topics.includes(topic)), addresses: lower }
}
