import type { Id } from '../kernel/id.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { timeZoneName } from '../kernel/time.ts'

export const storeMissing = problem('store-missing', 'missing', {
  ko: '그런 가게가 없습니다.',
  en: 'There is no such store.',
})
export const timeZoneUnknown = problem('time-zone-unknown', 'invalid', {
  ko: '알 수 없는 시간대입니다. Asia/Seoul처럼 적어 주세요.',
  en: 'That time zone is not known. Write it like Asia/Seoul.',
})
export const timeZoneFixed = problem('time-zone-fixed', 'conflict', {
  ko: '예약을 받은 뒤에는 시간대를 바꿀 수 없습니다.',
  en: 'The time zone cannot change once something has been booked.',
})

/** Who works at a store: an account, and whether it may at every store or at its own only. */
export interface By {
  readonly callerId: Id<'Account'>
  readonly everyStore: boolean
}

/** An owner may at the stores of their own, an admin at every one. */
export const workingAs = (caller: {
  readonly accountId: Id<'Account'>
  readonly role: 'customer' | 'owner' | 'admin'
}): By => ({ callerId: caller.accountId, everyStore: caller.role === 'admin' })

/** What a store knows of people is its owner's alone. */
export const owning = ({ accountId }: { readonly accountId: Id<'Account'> }): By => ({
  callerId: accountId,
  everyStore: false,
})

/**
 * A store's time zone may change until something was claimed there: days that were sold keep their
 * dates. A name that is not understood may always be put right.
 */
export const mayChangeTimeZone = (
  from: string,
  to: string,
  { isClaimed }: { readonly isClaimed: boolean },
): Problem | null =>
  from !== to && isClaimed && timeZoneName(from) === from ? timeZoneFixed() : null
