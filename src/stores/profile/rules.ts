import type { Language } from '../../kernel/language.ts'
import { type Problem, problem } from '../../kernel/problem.ts'
import type { StoreDoor } from '../rules.ts'
import { type Area, areaOf } from './area-rules.ts'
import { type Hours, inOrder, overlap } from './hours-rules.ts'

export const TAGS_MOST = 10
export const HOURS_MOST = 28

export const categoryUnknown = problem<{ categories: readonly string[] }>(
  'category-unknown',
  'invalid',
  {
    ko: '이 매장에서 선택할 수 없는 종류입니다.',
    en: 'Stores of this front door have no such category.',
  },
)
export const coordinatesHalf = problem('coordinates-half', 'invalid', {
  ko: '위도와 경도를 모두 입력하거나 모두 비워 주세요.',
  en: 'Give both latitude and longitude, or neither.',
})
export const priceRangeReversed = problem('price-range-reversed', 'invalid', {
  ko: '최소 금액이 최대 금액보다 클 수 없습니다.',
  en: 'The lowest price cannot be above the highest.',
})
export const hoursOverlap = problem('hours-overlap', 'invalid', {
  ko: '같은 요일의 영업시간이 서로 겹칩니다.',
  en: 'Two opening times of one weekday overlap.',
})

/** What guests read of a place before they come. Empty: not said. */
export interface Profile {
  readonly category: string | null
  readonly postcode: string
  /** A road address with its province first, in Korea. */
  readonly address: string
  readonly detail: string
  readonly latitude: number | null
  readonly longitude: number | null
  readonly phone: string
  readonly hours: readonly Hours[]
  readonly hoursNote: string
  /** Per head, in minor units. */
  readonly priceLeast: number | null
  readonly priceMost: number | null
  readonly parking: string
  readonly notes: string
  readonly tags: readonly string[]
}

export const nothingSaid: Profile = {
  ...{ category: null, postcode: '', address: '', detail: '', latitude: null, longitude: null },
  ...{ phone: '', hours: [], hoursNote: '', priceLeast: null, priceMost: null, parking: '' },
  ...{ notes: '', tags: [] },
}

/** A text in both languages. */
export type InBoth = Readonly<Record<Language, string>>

/**
 * The category that a store may say: one of its door's. Stores of a door with kinds have a kind instead.
 * Problem: category-unknown.
 */
export function categoryOf(
  { kinds, categories = {} }: StoreDoor,
  asked: string | null,
): string | null | Problem {
  if (asked === null || kinds.length > 0) return null
  return Object.hasOwn(categories, asked)
    ? asked
    : categoryUnknown({ categories: Object.keys(categories) })
}

/** What a store is called by its category or its kind, in both languages. */
export function categoryWords(
  { categories = {} }: Pick<StoreDoor, 'categories'>,
  name: string | null,
): InBoth | null {
  return name !== null && Object.hasOwn(categories, name) ? (categories[name] ?? null) : null
}

/**
 * A profile as it is kept: each tag once, hours in order.
 * Problems in order: category-unknown, coordinates-half, price-range-reversed, hours-overlap.
 */
export function profileOf(
  door: StoreDoor,
  asked: Profile,
): (Profile & { readonly area: Area | undefined }) | Problem {
  const category = categoryOf(door, asked.category)
  if (typeof category === 'object' && category !== null) return category
  if ((asked.latitude === null) !== (asked.longitude === null)) return coordinatesHalf()
  const { priceLeast, priceMost } = asked
  if (priceLeast !== null && priceMost !== null && priceLeast > priceMost)
    return priceRangeReversed()
  if (overlap(asked.hours)) return hoursOverlap()

  // Past this line the profile is kept.
  return {
    ...asked,
    category,
    priceLeast: priceLeast ?? priceMost,
    priceMost: priceMost ?? priceLeast,
    hours: inOrder(asked.hours),
    tags: [...new Set(asked.tags)],
    area: areaOf(asked.address),
  }
}

/** What a store's page is found by, besides its name. */
export const isSaid = ({ category: _, ...profile }: Profile): boolean =>
  Object.values(profile).some((part) =>
    Array.isArray(part) ? part.length > 0 : part !== null && part !== '',
  )
