import type { Capacity, CapacityBody } from './shared-queries.ts'

const CAPACITY_MOST = 1_000_000
const WEIGHT_MOST = 1_000
export const ROOMS_MOST = 50

/** A shared capacity while it is typed. */
export interface CapacityDraft {
  readonly name: string
  readonly capacity: string
  /** What was typed as the weight of each chosen store. */
  readonly weights: ReadonlyMap<string, string>
}

export const draftOf = (known: Capacity | undefined): CapacityDraft => ({
  name: known?.name ?? '',
  capacity: known ? String(known.capacity) : '',
  weights: new Map(known?.rooms.map(({ storeId, weight }) => [storeId, String(weight)])),
})

const within = (typed: string, most: number): number | undefined => {
  const number = Number(typed)
  return /^\d{1,7}$/.test(typed) && number >= 1 && number <= most ? number : undefined
}

export const capacityOf = (typed: string) => within(typed.replaceAll(',', '').trim(), CAPACITY_MOST)
export const weightOf = (typed: string) => within(typed.trim(), WEIGHT_MOST)

/** The body of a request; undefined while something is missing or wrong. */
export function bodyOf({
  name,
  capacity: typed,
  weights,
}: CapacityDraft): CapacityBody | undefined {
  const capacity = capacityOf(typed)
  const rooms = [...weights].map(([storeId, weight]) => ({ storeId, weight: weightOf(weight) }))
  if (!name.trim() || !capacity || rooms.length === 0 || rooms.length > ROOMS_MOST) return undefined
  const isWhole = rooms.every((room): room is { storeId: string; weight: number } => !!room.weight)
  return isWhole ? { capacity, rooms } : undefined
}
