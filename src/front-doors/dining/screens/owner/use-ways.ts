import { useQuery } from '../../../../web/query.ts'
import { idleTabs, type Ways } from './idle-tabs.ts'
import { tableTimesQuery } from './owner-queries.ts'
import { floorPlanQuery, serviceHoursQuery } from './seating/seating-queries.ts'

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

/** The tabs that a restaurant has no use for; undefined until that is known. */
export function useIdleTabs(restaurantId: string, enabled: boolean): readonly string[] | undefined {
  const ways = useWays(restaurantId, enabled)
  return ways && idleTabs(ways)
}
