import { notAllowed } from '../accounts/rules.ts'
import type { Id } from '../kernel/id.ts'
import type { Language } from '../kernel/language.ts'
import type { Currency } from '../kernel/money.ts'
import { Problem, problem } from '../kernel/problem.ts'
import { timeZoneName } from '../kernel/time.ts'
import type { ActWords } from './acts/rules.ts'
import type { PricePer, Pricing } from './pricing-rules.ts'

export const timeZoneUnknown = problem('time-zone-unknown', 'invalid', {
  ko: '알 수 없는 시간대예요. Asia/Seoul처럼 입력해 주세요.',
  en: 'That time zone is not known. Write it like Asia/Seoul.',
})
export const timeZoneFixed = problem('time-zone-fixed', 'conflict', {
  ko: '예약을 받은 뒤에는 시간대를 바꿀 수 없어요.',
  en: 'The time zone cannot change once something has been booked.',
})
export const storeMissing = problem('store-missing', 'missing', {
  ko: '매장을 찾을 수 없어요.',
  en: 'There is no such store.',
})
export const doorUnknown = problem<{ doors: readonly string[] }>('door-unknown', 'invalid', {
  ko: '지원하지 않는 판매 방식이에요.',
  en: 'There is no such front door.',
})
export const kindUnknown = problem<{ kinds: readonly string[] }>('store-kind-unknown', 'invalid', {
  ko: '이 매장에서 선택할 수 없는 업종이에요.',
  en: 'Stores of this front door have no such kind.',
})
export const pricePerUnknown = problem<{ per: readonly PricePer[] }>(
  'price-per-unknown',
  'invalid',
  {
    ko: '이 매장에서 사용할 수 없는 가격 기준이에요.',
    en: 'Prices of this front door are not for that.',
  },
)
export const closedForGood = problem('store-closed-for-good', 'conflict', {
  ko: '영구 종료한 매장은 다시 열 수 없어요.',
  en: 'A store that was closed for good cannot be opened again.',
})

/** Who works at a store: an account, and whether it may at every store or only where it has to do. */
export interface By {
  readonly callerId: Id<'Account'>
  readonly everyStore: boolean
  /** Stores of others at which it may do this, as staff with the right that the endpoint declares. */
  readonly worksAt?: readonly Id<'Store'>[]
}

interface Asking {
  readonly accountId: Id<'Account'>
  readonly role: 'customer' | 'owner' | 'admin'
  readonly worksAt?: readonly Id<'Store'>[]
}

/** An owner may at the stores of their own, staff where they work, an admin at every one. */
export const workingAs = ({ accountId: callerId, role, worksAt = [] }: Asking): By => ({
  callerId,
  everyStore: role === 'admin',
  worksAt,
})

/** What a store knows of people is for its owner and staff alone. */
export const owning = ({ accountId: callerId, worksAt = [] }: Omit<Asking, 'role'>): By => ({
  callerId,
  everyStore: false,
  worksAt,
})

/** Only its owner closes a store or opens it again; no owner is on their own staff. Problem: not-allowed. */
export const mayClose = ({ worksAt = [] }: By, storeId: Id<'Store'>): true | Problem =>
  worksAt.includes(storeId) ? notAllowed() : true

/** A merchant's place of business. */
export interface Store {
  readonly id: Id<'Store'>
  /** The front door that it sells by. */
  readonly door: string
  /** Further ones. */
  readonly also: readonly string[]
  /** One of the kinds that its front door knows; null where the door knows none. */
  readonly kind: string | null
  readonly name: string
  readonly description: string
  readonly timeZone: string
  readonly currency: Currency
  readonly pricing: Pricing
  /** It sells nothing from then on. */
  readonly closedAt: Date | null
}

/** What an owner may change of a store at any time. */
export interface StoreChange {
  readonly name?: string | undefined
  readonly description?: string | undefined
  readonly kind?: string | undefined
  readonly timeZone?: string | undefined
  readonly pricing?: Partial<Pricing> | undefined
  readonly closed?: boolean | undefined
}

/** What a front door declares for its stores. */
export interface StoreDoor {
  readonly name: string
  /** Kinds of its stores; empty: it knows none. */
  readonly kinds: readonly string[]
  /**
   * What its stores are sorted into for guests, in both languages: kinds of food. A door with kinds says here what
   * they are called.
   */
  readonly categories?: Readonly<Record<string, Readonly<Record<Language, string>>>>
  /** Other words in both languages that people look for a category by. */
  readonly synonyms?: Readonly<Record<string, readonly string[]>>
  /** What is said of its operations in the list of what was done at its stores, by their names. */
  readonly actWords?: ActWords
  /** What its prices may be for; the first unless the owner says. */
  readonly pricePer: readonly PricePer[]
  /** What the full price of what it sells is called; left out: the full price. */
  readonly fullPrice?: Readonly<Record<Language, string>>
  /** A store that was closed cannot be opened again. */
  readonly closesForGood: boolean
}

/** Whether a store of this door may be of this kind. Problem: store-kind-unknown. */
export function kindOf({ kinds }: StoreDoor, kind: string | null): string | null | Problem {
  if (kinds.length === 0 && kind === null) return null
  return kind !== null && kinds.includes(kind) ? kind : kindUnknown({ kinds })
}

/**
 * The further doors of a store: each once, without its own. A door with kinds takes only a store of one of them.
 * Problems in order: door-unknown, store-kind-unknown.
 */
export function furtherDoors(
  { door, kind }: Pick<Store, 'door' | 'kind'>,
  asked: readonly string[],
  known: ReadonlyMap<string, StoreDoor>,
): readonly string[] | Problem {
  const names = [...new Set(asked)].filter((name) => name !== door)
  for (const name of names) {
    const further = known.get(name)
    if (!further) return doorUnknown({ doors: [...known.keys()] })
    if (further.kinds.length > 0 && (kind === null || !further.kinds.includes(kind)))
      return kindUnknown({ kinds: further.kinds })
  }
  return names
}

/** What the prices of a store of this door are. Problem: price-per-unknown. */
export function pricingOf({ pricePer }: StoreDoor, pricing: Pricing): Pricing | Problem {
  if (pricePer.length === 0) return { means: null, per: null }
  const per = pricing.per ?? pricePer[0] ?? null
  return per === null || pricePer.includes(per)
    ? { ...pricing, per }
    : pricePerUnknown({ per: pricePer })
}

/**
 * A store as it is after a change, apart from its time zone.
 * Problems in order: store-kind-unknown, price-per-unknown, store-closed-for-good.
 */
export function change(
  store: Store,
  asked: StoreChange,
  door: StoreDoor,
  now: Date,
): Store | Problem {
  const kind = kindOf(door, asked.kind ?? store.kind)
  if (typeof kind === 'object' && kind !== null) return kind
  const pricing = pricingOf(door, { ...store.pricing, ...asked.pricing })
  if (pricing instanceof Problem) return pricing
  if (asked.closed === false && store.closedAt && door.closesForGood) return closedForGood()
  const closedAt = asked.closed === false ? null : (store.closedAt ?? now)
  return {
    ...store,
    kind,
    name: asked.name ?? store.name,
    description: asked.description ?? store.description,
    pricing,
    closedAt: asked.closed === undefined ? store.closedAt : closedAt,
  }
}

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
