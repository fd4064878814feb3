import { addDays } from '../../../../kernel/format.ts'
import type { RestaurantAnswer } from '../restaurants/restaurant-queries.ts'

/** Today in the restaurant by the server's clock: the day before the first of the ten days. */
export const todayOf = ([tomorrow]: RestaurantAnswer['days']): string =>
  addDays(tomorrow?.date ?? new Date().toISOString().slice(0, 10), tomorrow ? -1 : 0)
