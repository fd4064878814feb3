import { problem } from '../kernel/problem.ts'

export const feedMissing = problem('feed-missing', 'missing', {
  ko: '더 이상 사용할 수 없는 캘린더 주소예요.',
  en: 'This calendar address is no longer in use.',
})

/** How long a canceled booking stays in a feed, and one that is over. */
export const KEPT_SECONDS = 30 * 24 * 60 * 60
/** Bookings in one feed; the latest starts are left out. */
export const EVENTS_MOST = 500
/** How long programs may keep an answer. */
export const CACHED_SECONDS = 300
/** Reads a minute by one network. */
export const READS_MOST = 60

/** Without the family name: `손님` of `김손님`; of other names the first word. */
export const firstName = (name: string): string => {
  const words = name.trim().split(/\s+/)
  const [first = ''] = words
  if (words.length > 1 || !/^[가-힣]{2,4}$/.test(first)) return first
  return first.slice(first.length === 4 ? 2 : 1)
}
