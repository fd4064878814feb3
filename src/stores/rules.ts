import type { Id } from '../kernel/id.ts'
import type { Currency } from '../kernel/money.ts'
import { type Problem, problem } from '../kernel/problem.ts'

export const timeZoneUnknown = problem('time-zone-unknown', 'invalid', {
  ko: '알 수 없는 시간대입니다.',
  en: 'That time zone is not known.',
})
export const storeMissing = problem('store-missing', 'missing', {
  ko: '찾을 수 없는 매장입니다.',
  en: 'There is no such store.',
})
export const doorUnknown = problem<{ doors: readonly string[] }>('door-unknown', 'invalid', {
  ko: '알 수 없는 판매 방식입니다.',
  en: 'There is no such front door.',
})
export const kindUnknown = problem<{ kinds: readonly string[] }>('store-kind-unknown', 'invalid', {
  ko: '이 매장에 쓸 수 없는 종류입니다.',
  en: 'Stores of this front door have no such kind.',
})
export const closedForGood = problem('store-closed-for-good', 'conflict', {
  ko: '영구 종료한 매장은 다시 열 수 없습니다.',
  en: 'A store that was closed for good cannot be opened again.',
})

/** A merchant's place of business. */
export interface Store {
  readonly id: Id<'Store'>
  /** The front door that it sells by. */
  readonly door: string
  /** One of the kinds that its front door knows; null where the door knows none. */
  readonly kind: string | null
  readonly name: string
  readonly description: string
  readonly timeZone: string
  readonly currency: Currency
  /** It sells nothing from then on. */
  readonly closedAt: Date | null
}

/** What an owner may change of a store at any time. */
export interface StoreChange {
  readonly name?: string | undefined
  readonly description?: string | undefined
  readonly kind?: string | undefined
  readonly closed?: boolean | undefined
}

/** What a front door declares for its stores. */
export interface StoreDoor {
  readonly name: string
  /** Kinds of its stores; empty: it knows none. */
  readonly kinds: readonly string[]
  /** A store that was closed cannot be opened again. */
  readonly closesForGood: boolean
}

/** Whether a store of this door may be of this kind. Problem: store-kind-unknown. */
export function kindOf({ kinds }: StoreDoor, kind: string | null): string | null | Problem {
  if (kinds.length === 0 && kind === null) return null
  return kind !== null && kinds.includes(kind) ? kind : kindUnknown({ kinds })
}

/** A store as it is after a change. Problems in order: store-kind-unknown, store-closed-for-good. */
export function change(
  store: Store,
  asked: StoreChange,
  door: StoreDoor,
  now: Date,
): Store | Problem {
  const kind = kindOf(door, asked.kind ?? store.kind)
  if (typeof kind === 'object' && kind !== null) return kind
  if (asked.closed === false && store.closedAt && door.closesForGood) return closedForGood()
  const closedAt = asked.closed === false ? null : (store.closedAt ?? now)
  return {
    ...store,
    kind,
    name: asked.name ?? store.name,
    description: asked.description ?? store.description,
    closedAt: asked.closed === undefined ? store.closedAt : closedAt,
  }
}
