import { countLeftBookings as countLeft } from '../../../bookings/left-queries.ts'
import { minutesOf } from '../../../bookings/quarter-rules.ts'
import type { Id } from '../../../kernel/id.ts'
import { integers, texts, uuids } from '../../../postgres/literal.ts'
import { sql, type Tx } from '../../../postgres/sql.ts'
import type { AppointmentTerms, Hours, Person, Service } from './rules.ts'

// An owner's change holds the lock of the store.

type StoreId = Id<'Store'>

/** Replaces the services: what is left out is retired, and comes back as itself when it is named again. */
export async function writeServices(
  tx: Tx,
  storeId: StoreId,
  services: readonly Service[],
): Promise<void> {
  // also those that stay: names may change places
  await tx.run(sql`
    update shop_services set retired_at = ${tx.now}
     where store_id = ${storeId} and retired_at is null
  `)
  await tx.run(sql`
    insert into shop_services (store_id, id, name, category, description, minutes, cleanup_minutes,
                               price_kind, price, deposit, hidden, position)
    select ${storeId}, given.*
      from unnest(
             ${uuids(services.map(({ id }) => id))}::uuid[],
             ${texts(services.map(({ name }) => name))}::text[],
             ${texts(services.map(({ category }) => category))}::text[],
             ${texts(services.map(({ description }) => description))}::text[],
             ${integers(services.map(({ minutes }) => minutes))}::integer[],
             ${integers(services.map((one) => one.cleanupMinutes))}::integer[],
             ${services.map(({ priceKind }) => priceKind)}::text[],
             ${services.map(({ price }) => price)}::bigint[],
             ${services.map(({ deposit }) => deposit)}::bigint[],
             ${services.map(({ isHidden }) => isHidden)}::boolean[],
             ${integers(services.map((_, at) => at))}::integer[]
           ) as given
        on conflict (store_id, id) do update
       set name = excluded.name, category = excluded.category, description = excluded.description,
           minutes = excluded.minutes, cleanup_minutes = excluded.cleanup_minutes,
           price_kind = excluded.price_kind, price = excluded.price, deposit = excluded.deposit,
           hidden = excluded.hidden, position = excluded.position, retired_at = null
  `)
}

/** Replaces the people likewise, with what they do and when. */
export async function writePeople(
  tx: Tx,
  storeId: StoreId,
  people: readonly Person[],
): Promise<void> {
  await tx.run(sql`
    update shop_people set retired_at = ${tx.now}
     where store_id = ${storeId} and retired_at is null
  `)
  await tx.run(sql`
    insert into shop_people (store_id, id, name, introduction, position)
    select ${storeId}, given.*
      from unnest(
             ${uuids(people.map(({ id }) => id))}::uuid[],
             ${texts(people.map(({ name }) => name))}::text[],
             ${texts(people.map(({ introduction }) => introduction))}::text[],
             ${integers(people.map((_, at) => at))}::integer[]
           ) as given
        on conflict (store_id, id) do update
       set name = excluded.name, introduction = excluded.introduction,
           position = excluded.position, retired_at = null
  `)
  await writeSkills(tx, storeId, people)
  await writeDays(tx, storeId, people)
}

async function writeSkills(tx: Tx, storeId: StoreId, people: readonly Person[]): Promise<void> {
  const pairs = people.flatMap(({ id, serviceIds }) =>
    [...new Set(serviceIds)].map((serviceId) => ({ id, serviceId })),
  )
  await tx.run(sql`delete from person_services where store_id = ${storeId}`)
  await tx.run(sql`
    insert into person_services (store_id, person_id, service_id)
    select ${storeId}, given.*
      from unnest(
             ${uuids(pairs.map(({ id }) => id))}::uuid[],
             ${uuids(pairs.map(({ serviceId }) => serviceId))}::uuid[]
           ) as given
  `)
}

async function writeDays(tx: Tx, storeId: StoreId, people: readonly Person[]): Promise<void> {
  const days = people.flatMap(({ id, special }) => special.map(({ date }) => ({ id, date })))
  await tx.run(sql`delete from person_hours where store_id = ${storeId}`)
  await tx.run(sql`delete from person_days where store_id = ${storeId}`)
  await tx.run(sql`
    insert into person_days (store_id, person_id, date)
    select ${storeId}, given.*
      from unnest(
             ${uuids(days.map(({ id }) => id))}::uuid[],
             ${days.map(({ date }) => date)}::date[]
           ) as given
  `)
  await writeHours(tx, storeId, people.flatMap(hoursOf))
}

interface HoursOfPerson extends Hours {
  readonly id: Id<'Person'>
  readonly weekday: number | null
  readonly date: string | null
}

const hoursOf = ({ id, weekly, special }: Person): HoursOfPerson[] => [
  ...weekly.map((hours) => ({ ...hours, id, date: null })),
  ...special.flatMap(({ date, hours }) =>
    hours.map((one) => ({ ...one, id, date, weekday: null })),
  ),
]

const writeHours = (tx: Tx, storeId: StoreId, hours: readonly HoursOfPerson[]) =>
  tx.run(sql`
    insert into person_hours (store_id, person_id, weekday, date, begins, ends)
    select ${storeId}, given.*
      from unnest(
             ${uuids(hours.map(({ id }) => id))}::uuid[],
             ${integers(hours.map(({ weekday }) => weekday))}::integer[],
             ${hours.map(({ date }) => date)}::date[],
             ${integers(hours.map(({ from }) => minutesOf(from)))}::integer[],
             ${integers(hours.map(({ until }) => minutesOf(until)))}::integer[]
           ) as given
  `)

/** Coming orders that hold or bought quarters of people who are retired. */
export const countLeftBookings = (tx: Tx, storeId: StoreId) =>
  countLeft(tx, storeId, { kind: 'person', resources: sql`shop_people` })

/** Unless its owner has said others. */
export const keepTerms = (tx: Tx, storeId: StoreId, terms: AppointmentTerms) =>
  tx.run(sql`
    insert into appointment_terms (store_id, step_minutes, horizon_days, lead_minutes, services_most)
    values (${storeId}, ${terms.stepMinutes}, ${terms.horizonDays}, ${terms.leadMinutes},
            ${terms.servicesMost})
        on conflict (store_id) do nothing
  `)

export async function writeTerms(
  tx: Tx,
  storeId: StoreId,
  { closedDates, ...terms }: AppointmentTerms,
): Promise<void> {
  await tx.run(sql`
    insert into appointment_terms (store_id, step_minutes, horizon_days, lead_minutes, services_most)
    values (${storeId}, ${terms.stepMinutes}, ${terms.horizonDays}, ${terms.leadMinutes},
            ${terms.servicesMost})
        on conflict (store_id) do update
       set step_minutes = excluded.step_minutes, horizon_days = excluded.horizon_days,
           lead_minutes = excluded.lead_minutes, services_most = excluded.services_most
  `)
  await tx.run(sql`delete from shop_closed_dates where store_id = ${storeId}`)
  await tx.run(sql`
    insert into shop_closed_dates (store_id, date)
    select ${storeId}, given.date from unnest(${[...new Set(closedDates)]}::date[]) as given (date)
  `)
}
