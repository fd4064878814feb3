import { checkDeposits } from '../../bookings/no-shows/terms.ts'
import type { Engine } from '../../engine.ts'
import type { Currency } from '../../kernel/money.ts'
import { type WallDate, wallDate } from '../../kernel/time.ts'
import { onOwn, readOwn, type StoreAsk } from '../../stores/operations.ts'
import type { FloorPlan } from './group-rules.ts'
import { refuseServices, refuseTerms, refuseWeek } from './hours-rules.ts'
import { refusePlan } from './plan-rules.ts'
import * as owned from './seating-owner-queries.ts'
import type { SeatingTerms, Service, WeeklyService } from './seating-rules.ts'

// What an owner says of tables, hours and terms. Bookings keep what they have.

/** Problem: restaurant-missing. */
export async function readFloorPlan(engine: Engine, ask: StoreAsk): Promise<FloorPlan> {
  const { id } = await readOwn(engine, ask)
  return owned.readPlan(engine.cell(id), id)
}

/**
 * Replaces the floor plan. A table that is left out is retired: its bookings stay, and are counted for
 * the owner. Problems in order: restaurant-missing, those of `refusePlan`.
 */
export const writeFloorPlan = (engine: Engine, ask: StoreAsk, plan: FloorPlan) =>
  onOwn(engine, ask, async (tx, { id }) => {
    const refused = refusePlan(plan)
    if (refused) throw refused
    await owned.writePlan(tx, id, plan)
    const { bookings } = await owned.countLeftBookings(tx, id)
    return { ...(await owned.readPlan(tx, id)), leftBookings: bookings }
  })

/** Problem: restaurant-missing. */
export async function readServiceHours(engine: Engine, ask: StoreAsk) {
  const { id } = await readOwn(engine, ask)
  return { services: await owned.readWeekly(engine.cell(id), id) }
}

/** Problems in order: restaurant-missing, hours-reversed, hours-overlap. */
export const writeServiceHours = (
  engine: Engine,
  ask: StoreAsk,
  services: readonly WeeklyService[],
) =>
  onOwn(engine, ask, async (tx, { id }) => {
    const refused = refuseWeek(services)
    if (refused) throw refused
    await owned.writeHours(tx, id, null, services)
    return { services: await owned.readWeekly(tx, id) }
  })

/** The dates from today on that have hours of their own. Problem: restaurant-missing. */
export async function listSpecialHours(engine: Engine, ask: StoreAsk) {
  const { id, timeZone, now } = await readOwn(engine, ask)
  return { data: await owned.listSpecial(engine.cell(id), id, wallDate(now, timeZone)) }
}

type OfDate = StoreAsk & { readonly date: WallDate }

/** Problems in order: restaurant-missing, hours-reversed, hours-overlap. */
export const writeSpecialHours = (engine: Engine, ask: OfDate, services: readonly Service[]) =>
  onOwn(engine, ask, async (tx, { id }) => {
    const refused = refuseServices(services)
    if (refused) throw refused
    await owned.writeHours(tx, id, ask.date, services)
    return { date: ask.date, services: services.toSorted((a, b) => (a.opens < b.opens ? -1 : 1)) }
  })

/** Problem: restaurant-missing. */
export const deleteSpecialHours = (engine: Engine, ask: OfDate) =>
  onOwn(engine, ask, async (tx, { id }) => {
    await owned.writeHours(tx, id, ask.date, [])
  })

/** Problem: restaurant-missing. */
export async function readSeatingTerms(engine: Engine, ask: StoreAsk) {
  const { id, currency } = await readOwn(engine, ask)
  return termsView(await owned.readTerms(engine.cell(id), id), currency)
}

/** Problems in order: restaurant-missing, stays-unordered, deposit-illegal. */
export const writeSeatingTerms = (engine: Engine, ask: StoreAsk, terms: SeatingTerms) =>
  onOwn(engine, ask, async (tx, store) => {
    const { id, currency } = store
    const refused = refuseTerms(terms)
    if (refused) throw refused
    await owned.writeTerms(tx, id, terms)
    await checkDeposits(engine, tx, store)
    return termsView(terms, currency)
  })

const termsView = (terms: SeatingTerms, currency: Currency) => ({
  ...terms,
  stays: [...terms.stays],
  currency,
})
