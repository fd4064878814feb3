/** In which ways a restaurant sells its tables: by weekly times, by its floor plan, or both. */
export interface Ways {
  readonly hasTimes: boolean
  readonly hasTables: boolean
  readonly hasHours: boolean
}

/** A restaurant that sells by its floor plan is not asked for weekly times as well, nor the other way round. */
export function idleTabs({ hasTimes, hasTables, hasHours }: Ways): readonly string[] {
  if (hasTables && !hasTimes) return ['times']
  if (!hasTimes || hasTables) return []
  return hasHours ? ['floor'] : ['floor', 'hours', 'seating']
}
