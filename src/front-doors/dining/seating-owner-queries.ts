import { countLeftBookings as countLeft } from '../../bookings/left-queries.ts'
import { minutesOf } from '../../bookings/quarter-rules.ts'
import type { Id } from '../../kernel/id.ts'
import type { WallDate } from '../../kernel/time.ts'
import { integers, uuids } from '../../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { FloorPlan } from './group-rules.ts'
import { preparePlan } from './plan-rules.ts'
import {
  planOfStore,
  type ServiceRow,
  serviceOf,
  termsOfStore,
  weeklyOf,
  weeklyOfStore,
} from './seating-queries.ts'
import {
  DEFAULT_TERMS,
  type SeatingTerms,
  type Service,
  type WeeklyService,
} from './seating-rules.ts'

// An owner's change holds the lock of the store.

type StoreId = Id<'Store'>

export async function readPlan(on: Queryable, storeId: StoreId): Promise<FloorPlan> {
  const { text } = await on.one<{ text: string }>(sql`
    select ${planOfStore} as text from stores s where s.id = ${storeId}
  `)
  const { groups: _, ...plan } = preparePlan(storeId, text)
  return plan
}

/** Replaces a plan: what is left out is retired, and comes back as itself when it is named again. */
export async function writePlan(tx: Tx, storeId: StoreId, plan: FloorPlan): Promise<void> {
  await tx.run(sql`delete from table_joins where store_id = ${storeId}`)
  await retireAll(tx, storeId)
  await writeAreas(tx, storeId, plan.areas)
  await writeTables(tx, storeId, plan.tables)
  await writeJoins(tx, storeId, plan)
}

/** Also those that stay: names may change places. */
async function retireAll(tx: Tx, storeId: StoreId): Promise<void> {
  await tx.run(sql`
    update dining_tables set retired_at = ${tx.now}
     where store_id = ${storeId} and retired_at is null
  `)
  await tx.run(sql`
    update dining_areas set retired_at = ${tx.now}
     where store_id = ${storeId} and retired_at is null
  `)
}

const writeAreas = (tx: Tx, storeId: StoreId, areas: FloorPlan['areas']) =>
  tx.run(sql`
    insert into dining_areas (store_id, id, name, position)
    select ${storeId}, given.*
      from unnest(
             ${uuids(areas.map(({ id }) => id))}::uuid[],
             ${areas.map(({ name }) => name)}::text[],
             ${integers(areas.map((_, at) => at))}::integer[]
           ) as given
        on conflict (store_id, id) do update
       set name = excluded.name, position = excluded.position, retired_at = null
  `)

const writeTables = (tx: Tx, storeId: StoreId, tables: FloorPlan['tables']) =>
  tx.run(sql`
    insert into dining_tables (store_id, id, area_id, name, seats_least, seats_most, walk_in_only,
                               x, y, width, height, shape, position)
    select ${storeId}, given.*
      from unnest(
             ${uuids(tables.map(({ id }) => id))}::uuid[],
             ${uuids(tables.map(({ areaId }) => areaId))}::uuid[],
             ${tables.map(({ name }) => name)}::text[],
             ${integers(tables.map(({ seatsLeast }) => seatsLeast))}::integer[],
             ${integers(tables.map(({ seatsMost }) => seatsMost))}::integer[],
             ${tables.map(({ walkInOnly }) => walkInOnly)}::boolean[],
             ${integers(tables.map(({ x }) => x))}::integer[],
             ${integers(tables.map(({ y }) => y))}::integer[],
             ${integers(tables.map(({ width }) => width))}::integer[],
             ${integers(tables.map(({ height }) => height))}::integer[],
             ${tables.map(({ shape }) => shape)}::text[],
             ${integers(tables.map((_, at) => at))}::integer[]
           ) as given
        on conflict (store_id, id) do update
       set area_id = excluded.area_id, name = excluded.name, seats_least = excluded.seats_least,
           seats_most = excluded.seats_most, walk_in_only = excluded.walk_in_only,
           x = excluded.x, y = excluded.y, width = excluded.width, height = excluded.height,
           shape = excluded.shape, position = excluded.position, retired_at = null
  `)

/** Each pair once, the lower id first. */
const writeJoins = (tx: Tx, storeId: StoreId, { joins }: FloorPlan) =>
  tx.run(sql`
    insert into table_joins (store_id, area_id, one_id, other_id)
    select distinct ${storeId}::uuid, t.area_id, least(given.one, given.other),
           greatest(given.one, given.other)
      from unnest(
             ${uuids(joins.map(([one]) => one))}::uuid[],
             ${uuids(joins.map(([, other]) => other))}::uuid[]
           ) as given (one, other)
      join dining_tables t on t.store_id = ${storeId} and t.id = given.one
  `)

/** Coming orders that hold or bought quarters of retired tables. */
export const countLeftBookings = (tx: Tx, storeId: StoreId) =>
  countLeft(tx, storeId, { kind: 'table', resources: sql`dining_tables` })

export async function readWeekly(on: Queryable, storeId: StoreId): Promise<WeeklyService[]> {
  const { weekly } = await on.one<{ weekly: ServiceRow[] | null }>(sql`
    select ${weeklyOfStore} as weekly from stores s where s.id = ${storeId}
  `)
  return weeklyOf(weekly)
}

/** Replaces the hours of all weekdays, or of one date; without services, a date has none of its own. */
export async function writeHours(
  tx: Tx,
  storeId: StoreId,
  date: WallDate | null,
  services: readonly (Service & { readonly weekday?: number })[],
): Promise<void> {
  await tx.run(sql`
    delete from service_hours
     where store_id = ${storeId} and date is not distinct from ${date}::date
  `)
  await tx.run(sql`
    insert into service_hours (store_id, date, weekday, opens, last_seating, closes)
    select ${storeId}, ${date}::date, given.*
      from unnest(
             ${services.map(({ weekday = null }) => weekday)}::integer[],
             ${integers(services.map(({ opens }) => minutesOf(opens)))}::integer[],
             ${integers(services.map(({ lastSeating }) => minutesOf(lastSeating)))}::integer[],
             ${integers(services.map(({ closes }) => minutesOf(closes)))}::integer[]
           ) as given
  `)
}

export async function listSpecial(on: Queryable, storeId: StoreId, from: WallDate) {
  const rows = await on.rows<ServiceRow & { date: WallDate }>(sql`
    select h.date, h.opens, h.last_seating as "lastSeating", h.closes
      from service_hours h
     where h.store_id = ${storeId} and h.date >= ${from}::date
     order by h.date, h.opens
  `)
  const byDate = Map.groupBy(rows, ({ date }) => date)
  return [...byDate].map(([date, services]) => ({ date, services: services.map(serviceOf) }))
}

export async function readTerms(on: Queryable, storeId: StoreId): Promise<SeatingTerms> {
  const { terms } = await on.one<{ terms: SeatingTerms | null }>(sql`
    select ${termsOfStore} as terms from stores s where s.id = ${storeId}
  `)
  return terms ?? DEFAULT_TERMS
}

export async function writeTerms(tx: Tx, storeId: StoreId, terms: SeatingTerms): Promise<void> {
  const { deposit, stays } = terms
  await tx.run(sql`
    insert into seating_terms (store_id, step_minutes, horizon_days, lead_minutes, party_most,
                               waste_most, pace, deposit, deposit_per)
    values (${storeId}, ${terms.stepMinutes}, ${terms.horizonDays}, ${terms.leadMinutes},
            ${terms.partyMost}, ${terms.wasteMost}, ${terms.pace}, ${deposit.amount}, ${deposit.per})
        on conflict (store_id) do update
       set step_minutes = excluded.step_minutes, horizon_days = excluded.horizon_days,
           lead_minutes = excluded.lead_minutes, party_most = excluded.party_most,
           waste_most = excluded.waste_most, pace = excluded.pace, deposit = excluded.deposit,
           deposit_per = excluded.deposit_per
  `)
  await tx.run(sql`delete from party_stays where store_id = ${storeId}`)
  await tx.run(sql`
    insert into party_stays (store_id, party_most, minutes)
    select ${storeId}, given.*
      from unnest(
             ${integers(stays.map(({ partyMost }) => partyMost))}::integer[],
             ${integers(stays.map(({ minutes }) => minutes))}::integer[]
           ) as given
  `)
}
