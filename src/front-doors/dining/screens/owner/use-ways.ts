import { useQuery } from '../../../../web/query.ts'
import { tableTimesQuery } from './owner-queries.ts'
import { floorPlanQuery, serviceHoursQuery } from './seating/seating-queries.ts'

/** In which ways a restaurant sells its tables: by weekly times, by its floor plan, or both. */
export interface Ways {
  readonly hasTimes: boolean
  readonly hasTables: boolean
  readonly hasHours: boolean
}

/** Undefined until all of it is known. */
export function useWays(restaurantId: string, enabled = true): Ways | undefined {
  const times = useQuery({ ...tableTimesQuery(restaurantId), enabled }).data
  const plan = useQuery({ ...floorPlanQuery(restaurantId), enabled }).data
  const hours = useQuery({ ...serviceHoursQuery(restaurantId), enabled }).data
  if (!times || !plan || !hours) return undefined
  return {
    hasTimes: times.data.length > 0,
    hasTables: plan.tables.length > 0,
    hasHours: hours.services.length > 0,
  }
}

/** A restaurant that sells by its floor plan is not asked for weekly times as well, nor the other way round. */
export function useIdleTabs(restaurantId: string, enabled: boolean): readonly string[] | undefined {
  const ways = useWays(restaurantId, enabled)
  return ways && idleTabs(ways)
}

export function idleTabs({ hasTimes, hasTables, hasHours }: Ways): readonly string[] {
  if (hasTables && !hasTimes) return ['times']
  if (hasTimes && !hasTables && !hasHours) return ['hours']
  return []
}
