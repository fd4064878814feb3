import { problem } from '../../kernel/problem.ts'

export const sharedMissing = problem('shared-capacity-missing', 'missing', {
  ko: '공동 정원을 찾을 수 없어요.',
  en: 'There is no such shared capacity.',
})
export const sharedElsewhere = problem<{ storeIds: readonly string[] }>(
  'shared-capacity-elsewhere',
  'conflict',
  {
    ko: '이미 다른 공동 정원에 속한 대기열이 있어요.',
    en: 'One of these waiting rooms already shares another capacity.',
  },
)

/** A room that shares a capacity. */
export interface SharedRoom {
  readonly weight: number
  /** Inside, or called and still to enter. */
  readonly inside: number
  readonly waiting: number
}

/**
 * How many a room may call: what is free, less what the other rooms still have to get of their fair
 * shares. Rooms in which nobody waits have none, so that nothing stands empty.
 */
export function shareOf(capacity: number, own: SharedRoom, others: readonly SharedRoom[]): number {
  const taken = others.reduce((sum, { inside }) => sum + inside, own.inside)
  const rivals = others.filter(({ waiting }) => waiting > 0)
  const weights = rivals.reduce((sum, { weight }) => sum + weight, own.weight)
  const owed = rivals.reduce((sum, { weight, inside, waiting }) => {
    const fair = Math.floor((capacity * weight) / weights)
    return sum + Math.max(0, Math.min(fair - inside, waiting))
  }, 0)
  return Math.max(0, capacity - taken - owed)
}
