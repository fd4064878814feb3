/** In which ways a restaurant sells its tables: by weekly times, by its floor plan, or both. */
export interface Ways {
  readonly hasTimes: boolean
  readonly hasTables: boolean
  readonly hasHours: boolean
}

/** What a restaurant needs before parties can book; none where weekly times are booked. */
export function neededSteps({ hasTimes, hasTables, hasHours }: Ways) {
  if (hasTimes) return []
  return [
    { tab: 'tables', isDone: hasTables },
    { tab: 'hours', isDone: hasHours },
  ] as const
}

/** A restaurant that sells by its floor plan is not asked for weekly times as well, nor the other way round. */
export function idleTabs({ hasTimes, hasTables, hasHours }: Ways): readonly string[] {
  if (hasTables && !hasTimes) return ['times']
  if (!hasTimes || hasTables) return []
  return hasHours ? ['floor'] : ['floor', 'hours', 'seating']
}
