import type { Id } from '../../kernel/id.ts'
import { placeId } from '../../places/place-id.ts'
import { uuids } from '../../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { StoredSeat } from './hall-rules.ts'
import { type Level, type Seat, seatKey } from './rules.ts'

// ── hall ──

export const listStoredSeats = (on: Queryable, storeId: Id<'Store'>) =>
  on.rows<StoredSeat>(sql`
    select id, section, row, number, x, y, level, kind, retired from seats
     where store_id = ${storeId}
  `)

/** Writes seats, new ones and known ones. (20,000: 0.6 s.) */
export const writeSeats = (tx: Tx, storeId: Id<'Store'>, seats: readonly Seat[]) =>
  tx.run(sql`
    insert into seats (store_id, id, section, row, number, x, y, level, kind)
    select ${storeId}, given.*
      from unnest(
             ${seats.map(({ id }) => id)}::integer[],
             ${seats.map(({ section }) => section)}::text[],
             ${seats.map(({ row }) => row)}::text[],
             ${seats.map(({ number }) => number)}::integer[],
             ${seats.map(({ x }) => x)}::integer[],
             ${seats.map(({ y }) => y)}::integer[],
             ${seats.map(({ level }) => level)}::text[],
             ${seats.map(({ kind }) => kind)}::text[]
           ) as given
        on conflict (store_id, id) do update
       set x = excluded.x, y = excluded.y, level = excluded.level, kind = excluded.kind,
           retired = false
  `)

export const retireSeats = (tx: Tx, storeId: Id<'Store'>, ids: readonly number[]) =>
  tx.run(sql`
    update seats set retired = true where store_id = ${storeId} and id = any(${ids}::integer[])
  `)

/** What is not in the hall is not held back either. */
export const dropHeldBack = (tx: Tx, storeId: Id<'Store'>, seatIds: readonly number[]) =>
  tx.run(sql`
    delete from held_back_seats
     where store_id = ${storeId} and seat_id = any(${seatIds}::integer[])
  `)

/** Writes the name of a hall and how many seats it has, as its next version. */
export const writeHall = (tx: Tx, storeId: Id<'Store'>, name: string, seats: number) =>
  tx.one<{ version: number }>(sql`
    insert into halls as h (store_id, name, version, seats)
    values (${storeId}, ${name}, 1, ${seats})
        on conflict (store_id) do update
       set name = excluded.name, seats = excluded.seats, version = h.version + 1
    returning version
  `)

/** The seat map is another one: a price has changed. */
export const raiseVersion = (tx: Tx, storeId: Id<'Store'>) =>
  tx.run(sql`update halls set version = version + 1 where store_id = ${storeId}`)

export const writeLevels = (tx: Tx, storeId: Id<'Store'>, levels: readonly Level[]) =>
  tx.run(sql`
    insert into price_levels (store_id, code, name, price, position)
    select ${storeId}, given.code, given.name, given.price, given.position
      from unnest(
             ${levels.map(({ code }) => code)}::text[],
             ${levels.map(({ name }) => name)}::text[],
             ${levels.map(({ price }) => price)}::bigint[]
           ) with ordinality as given (code, name, price, position)
        on conflict (store_id, code) do update
       set name = excluded.name, price = excluded.price, position = excluded.position,
           retired = false
  `)

/** Retires the other levels. Returns those that seats of the hall have: they may not go. */
export const retireOtherLevels = (tx: Tx, storeId: Id<'Store'>, codes: readonly string[]) =>
  tx.rows<{ code: string }>(sql`
    with others as (
      update price_levels set retired = true
       where store_id = ${storeId} and code <> all(${codes}::text[]) and not retired
      returning code
    )
    select code from others
     where exists (select 1 from seats s
                    where s.store_id = ${storeId} and s.level = others.code and not s.retired)
  `)

/** How many seats each section and level has. */
export const countSeats = (on: Queryable, storeId: Id<'Store'>) =>
  on.rows<{ section: string; level: string; rows: number; seats: number }>(sql`
    select section, level, count(distinct row)::integer as rows, count(*)::integer as seats
      from seats where store_id = ${storeId} and not retired
     group by section, level
     order by section, level
  `)

// ── seats that are not for sale ──

export interface HeldBackSeat extends Pick<Seat, 'section' | 'row' | 'number'> {
  readonly seatId: number
  readonly note: string
  readonly heldAt: Date
}

export const listHeldBack = (on: Queryable, storeId: Id<'Store'>, id: Id<'Performance'>) =>
  on.rows<HeldBackSeat>(sql`
    select b.seat_id as "seatId", s.section, s.row, s.number, b.note, b.held_at as "heldAt"
      from held_back_seats b
      join seats s on s.store_id = b.store_id and s.id = b.seat_id
     where b.store_id = ${storeId} and b.performance_id = ${id}
     order by b.seat_id
  `)

export const listKnownSeats = (on: Queryable, storeId: Id<'Store'>, ids: readonly number[]) =>
  on.rows<{ id: number }>(sql`
    select id from seats
     where store_id = ${storeId} and id = any(${ids}::integer[]) and not retired
  `)

interface HeldBackAsk {
  readonly performanceId: Id<'Performance'>
  readonly seatIds: readonly number[]
}

export const insertHeldBack = (
  tx: Tx,
  storeId: Id<'Store'>,
  { performanceId, seatIds, note }: HeldBackAsk & { readonly note: string },
) =>
  tx.run(sql`
    insert into held_back_seats (store_id, performance_id, seat_id, note, held_at)
    select ${storeId}, ${performanceId}, seat_id, ${note}, ${tx.now}
      from unnest(${seatIds}::integer[]) as given (seat_id)
        on conflict (store_id, performance_id, seat_id) do update set note = excluded.note
  `)

/** @returns those that were held back */
export const deleteHeldBack = (
  tx: Tx,
  storeId: Id<'Store'>,
  { performanceId, seatIds }: HeldBackAsk,
) =>
  tx.rows<{ seatId: number }>(sql`
    delete from held_back_seats
     where store_id = ${storeId} and performance_id = ${performanceId}
       and seat_id = any(${seatIds}::integer[])
    returning seat_id as "seatId"
  `)

/** Says to who watches that these seats can be taken, or not any more. */
export const publishSeats = (
  tx: Tx,
  storeId: Id<'Store'>,
  { performanceId, seatIds }: HeldBackAsk,
  remaining: 0 | 1,
) => {
  const keys = seatIds.map((id) => seatKey(performanceId, id))
  return tx.run(sql`
    insert into outbox (store_id, topic, subject_id, body, at)
    select ${storeId}, 'place.changed', id,
           jsonb_build_object('placeId', id, 'key', key, 'remaining', ${remaining}::integer), ${tx.now}
      from unnest(${uuids(keys.map((key) => placeId(storeId, key)))}::uuid[], ${keys}::text[])
           as given (id, key)
  `)
}

// ── sales ──

/** Paid seats of orders that were paid in a time, by hour and level. */
export const countSales = (
  on: Queryable,
  storeId: Id<'Store'>,
  { begins, ends }: { readonly begins: Date; readonly ends: Date },
  performanceId: Id<'Performance'> | null,
) =>
  on.rows<{ at: Date; level: string; seats: number; amount: number }>(sql`
    select date_trunc('hour', o.paid_at) as at, s.level, count(*)::integer as seats,
           sum(l.unit_price)::bigint as amount
      from orders o
      join order_lines l on l.store_id = o.store_id and l.order_id = o.id and l.status = 'sold'
      join places p on p.store_id = l.store_id and p.id = l.place_id and starts_with(p.key, 'seat/')
      join seats s on s.store_id = l.store_id and s.id = split_part(p.key, '/', 3)::integer
     where o.store_id = ${storeId} and o.status = 'paid'
       and o.paid_at >= ${begins} and o.paid_at < ${ends}
       and (${performanceId}::uuid is null or split_part(p.key, '/', 2) = ${performanceId}::text)
     group by 1, 2
     order by 1, 2
  `)
