import { problem } from '../../kernel/problem.ts'
import type { WallTime } from '../../kernel/time.ts'
import { type NoticeTopic, noticeTopics } from './rules.ts'

/** People of a store who are told its news on their phones. */
export const PHONES_MOST = 3
/** The highest cap a store may set, and the one it has before it sets any. */
export const CAP_MOST = 100_000
export const CAP_USUAL = 300
/** How long the counts of past months are kept. */
export const MONTHS_KEPT = 24

export interface TextSettings {
  /** Whether guests are told on their phones. */
  readonly guests: boolean
  /** Messages in a month, to guests and the store together. */
  readonly most: number
  /** News of which the store is told on phones. */
  readonly topics: readonly NoticeTopic[]
  /** News wait meanwhile, in the store's time zone; past midnight where it ends before it begins. */
  readonly quiet: { readonly from: WallTime; readonly until: WallTime } | null
  /** Accounts of people who work there, with a verified number. */
  readonly phones: readonly string[]
}

/** Of a store that has chosen nothing: no message costs anything. */
export const defaultTexts: TextSettings = {
  ...{ guests: false, most: CAP_USUAL, topics: [], quiet: null, phones: [] },
}

export const phoneUnfit = problem<{ accountId: string }>('notice-phone-unfit', 'invalid', {
  ko: '이 매장에서 일하면서 휴대전화를 인증한 사람만 고를 수 있어요.',
  en: 'Only people who work at this store and have verified a mobile number can be chosen.',
})
export const quietEmpty = problem('notice-quiet-empty', 'invalid', {
  ko: '방해 금지 시간의 시작과 끝을 다르게 정해 주세요.',
  en: 'Quiet hours must end at another time than they begin.',
})

/**
 * Settings as they are stored: each topic and each person once.
 *
 * @param fit who works there and has verified a number
 * Problems in order: notice-quiet-empty, notice-phone-unfit.
 */
export function changeTexts(asked: TextSettings, fit: readonly string[]) {
  const { topics, phones, quiet } = asked
  if (quiet && quiet.from === quiet.until) return quietEmpty()
  const unfit = phones.find((one) => !fit.includes(one))
  if (unfit !== undefined) return phoneUnfit({ accountId: unfit })
  return {
    ...asked,
    topics: noticeTopics.filter((topic) => topics.includes(topic)),
    phones: [...new Set(phones)],
  }
}
