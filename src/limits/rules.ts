import { type Problem, problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'

/** A token bucket: at most `burst` at once, `perHour` of it come back in an hour. */
export interface Limit {
  readonly burst: number
  readonly perHour: number
}

/** What was spent of a bucket, as of an instant; it comes back with time. */
export interface Bucket {
  readonly spent: number
  readonly at: Date
}

/** Bounds of what an admin may set. A bucket must be whole again after a day: then its row is swept. */
export const LIMIT_MOST = 1_000_000
export const HOURS_TO_RECOVER_MOST = 24

/** `retryAt`: when the same request would be accepted; `limit`: the name of the limit. */
export interface Reached {
  readonly limit: string
  readonly retryAt: Date
  readonly retryAfterSeconds: number
  readonly detail: { readonly ko: string; readonly en: string }
}

export const limitReached = problem<Reached>('limit-reached', 'limited', {
  ko: '요청이 너무 많아 잠시 제한되었어요.',
  en: 'That was too many requests in a short time.',
})
export const limitMissing = problem('limit-missing', 'missing', {
  ko: '제한을 찾을 수 없어요.',
  en: 'There is no such limit.',
})
export const limitTooSlow = problem<{ hours: number }>('limit-too-slow', 'invalid', {
  ko: '하루 안에 모두 회복돼야 해요. 시간당 회복량을 늘려 주세요.',
  en: 'All of it must come back within a day. Raise what comes back in an hour.',
})

/** What is still spent at `now`. */
export function spentAt(
  bucket: Bucket | undefined,
  { perHour }: Pick<Limit, 'perHour'>,
  now: Date,
): number {
  if (!bucket) return 0
  const hours = Math.max(0, now.getTime() - bucket.at.getTime()) / 3_600_000
  return Math.max(0, bucket.spent - hours * perHour)
}

/**
 * Takes an amount out of a bucket. More than the whole bucket counts as the whole bucket: it waits until
 * nothing is spent, not for ever.
 *
 * @returns the bucket afterwards, or the instant from which the same amount can be taken
 */
export function take(
  bucket: Bucket | undefined,
  limit: Limit,
  amount: number,
  now: Date,
): Bucket | Date {
  const spent = spentAt(bucket, limit, now)
  const after = spent + Math.min(amount, limit.burst)
  if (after <= limit.burst + ROUNDING) return { spent: after, at: now }
  return later(now, Math.ceil(((after - limit.burst) / limit.perHour) * 3600))
}

/** The instant from which an amount can be taken out of a bucket of which nothing is left now. */
export const forfeit = ({ burst, perHour }: Limit, amount: number, now: Date): Date =>
  later(now, Math.ceil((Math.min(amount, burst) / perHour) * 3600))

/** The bucket with an amount given back. */
export const giveBack = (
  bucket: Bucket | undefined,
  limit: Limit,
  amount: number,
  now: Date,
): Bucket => ({ spent: Math.max(0, spentAt(bucket, limit, now) - amount), at: now })

/** Sums of fractions that came back with time are not exact. */
const ROUNDING = 1e-6

/** The refusal of a request, in words: when to come back. */
export function reached(limit: string, retryAt: Date, now: Date): Problem {
  const seconds = Math.max(1, Math.ceil((retryAt.getTime() - now.getTime()) / 1000))
  return limitReached({ limit, retryAt, retryAfterSeconds: seconds, detail: inWords(seconds) })
}

/** `12분 뒤에 다시 시도해 주세요.` */
export function inWords(seconds: number): { readonly ko: string; readonly en: string } {
  const { ko, en } = durationInWords(seconds)
  return { ko: `${ko} 뒤에 다시 시도해 주세요.`, en: `Try again in ${en}.` }
}

/** `12분`, `12 minutes`. */
export function durationInWords(seconds: number): { readonly ko: string; readonly en: string } {
  const [count, ko, en] =
    seconds < 90
      ? [seconds, '초', 'second']
      : seconds < 5400
        ? [Math.ceil(seconds / 60), '분', 'minute']
        : [Math.ceil(seconds / 3600), '시간', 'hour']
  return { ko: `${count}${ko}`, en: `${count} ${en}${count === 1 ? '' : 's'}` }
}

/** Problem: limit-too-slow. */
export const mayBeLimit = ({ burst, perHour }: Limit): true | Problem =>
  perHour * HOURS_TO_RECOVER_MOST < burst ? limitTooSlow({ hours: HOURS_TO_RECOVER_MOST }) : true
