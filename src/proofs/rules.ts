import { type Problem, problem } from '../kernel/problem.ts'

/** From when a network is under suspicion, and how much it has to compute then. */
export interface Setting {
  /** So much of a limit, in percent, must be used up. 100: nobody is ever asked. */
  readonly fromPercent: number
  /** Keys to derive at most, where suspicion begins. */
  readonly least: number
  /** The same where the limit is nearly reached. */
  readonly most: number
}

export const usualSetting: Setting = { fromPercent: 50, least: 50, most: 800 }

/** More would keep a phone busy for far too long. */
export const WORK_MOST = 2_500

/** A challenge may be answered for so long. */
export const ANSWER_SECONDS = 300

/** Why the answer that came along does not count. */
export type Reason = 'none' | 'wrong' | 'ended' | 'used' | 'small'

export interface Needed {
  /** As `altcha-lib` makes it. */
  readonly challenge: object
  readonly expiresAt: string
  readonly reason: Reason
}

export const proofNeeded = problem<Needed>('proof-needed', 'unproven', {
  ko: '자동화된 요청인지 확인이 필요해요. 잠시 뒤에 다시 시도해 주세요.',
  en: 'This request must prove some work first: answer the challenge and send it again.',
})

export const workTooSmall = problem('proof-work-order', 'invalid', {
  ko: '처음 계산량은 최대 계산량보다 클 수 없어요.',
  en: 'The work at first cannot be more than the work at most.',
})

/**
 * How many keys at most a request must derive: none while its network has used little of what limits it;
 * from then on the more, the more it has used.
 *
 * @param shares what was used of each of these limits, 0 to 1
 */
export function workFor(shares: readonly number[], { fromPercent, least, most }: Setting): number {
  const share = Math.min(1, Math.max(0, ...shares))
  const from = fromPercent / 100
  if (share <= from) return 0
  return Math.round(least + ((most - least) * (share - from)) / (1 - from))
}

/** Problem: proof-work-order. */
export const maySet = ({ least, most }: Setting): true | Problem =>
  least > most ? workTooSmall() : true

/** The answer to a challenge that this installation made, for this purpose and network. */
export interface Answered {
  readonly id: string
  /** The most that its challenge could ask for. */
  readonly work: number
  readonly endsAt: Date
}

/**
 * What is needed may grow so much while a challenge is answered, by what others of the network do meanwhile. Answers
 * to much easier ones do not count: they could be collected while they are cheap.
 */
const GROWTH_MOST = 2

/**
 * Whether an answer counts; otherwise why not.
 *
 * @param needed the work that is asked for now
 */
export function decideAnswer(
  answered: Answered | Reason,
  isUsed: boolean,
  { needed, now }: { readonly needed: number; readonly now: Date },
): true | Reason {
  if (typeof answered === 'string') return answered
  if (answered.endsAt <= now) return 'ended'
  if (isUsed) return 'used'
  return answered.work * GROWTH_MOST >= needed ? true : 'small'
}
