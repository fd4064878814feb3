import type { Id } from '../../kernel/id.ts'
import { integers, uuids } from '../../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { SharedRoom } from './rules.ts'

// Lock order: a room, then the capacity that it shares.

interface NamedCapacity {
  readonly ownerId: Id<'Account'>
  readonly name: string
}

/** Locks the capacity that a store's room shares. */
export const lockShared = (tx: Tx, storeId: Id<'Store'>) =>
  tx.maybe<NamedCapacity & { capacity: number }>(sql`
    select c.owner_id as "ownerId", c.name, c.capacity
      from shared_rooms r
      join shared_capacities c on c.owner_id = r.owner_id and c.name = r.name
     where r.store_id = ${storeId}
       for no key update of c
  `)

/** The rooms that share it; read behind its lock. */
export const listShares = (on: Queryable, { ownerId, name }: NamedCapacity) =>
  on.rows<SharedRoom & { storeId: Id<'Store'> }>(sql`
    select store_id as "storeId", weight, inside, waiting from shared_rooms
     where owner_id = ${ownerId} and name = ${name}
     order by store_id
  `)

export const writeShare = (
  tx: Tx,
  storeId: Id<'Store'>,
  { inside, waiting }: Omit<SharedRoom, 'weight'>,
) =>
  tx.run(sql`
    update shared_rooms set inside = ${inside}, waiting = ${waiting} where store_id = ${storeId}
  `)

export const listCapacities = (on: Queryable, ownerId: Id<'Account'>) =>
  on.rows<{ name: string; capacity: number }>(sql`
    select name, capacity from shared_capacities where owner_id = ${ownerId} order by name
  `)

/** Undefined where one of the stores shares another capacity. */
export async function putCapacity(
  tx: Tx,
  { ownerId, name }: NamedCapacity,
  capacity: number,
  rooms: readonly { readonly storeId: Id<'Store'>; readonly weight: number }[],
): Promise<readonly Id<'Store'>[]> {
  const storeIds = uuids(rooms.map(({ storeId }) => storeId))
  await tx.run(sql`
    insert into shared_capacities (owner_id, name, capacity) values (${ownerId}, ${name}, ${capacity})
        on conflict (owner_id, name) do update set capacity = excluded.capacity
  `)
  await tx.run(sql`
    delete from shared_rooms
     where owner_id = ${ownerId} and name = ${name} and store_id <> all(${storeIds}::uuid[])
  `)
  const written = await tx.rows<{ storeId: Id<'Store'> }>(sql`
    insert into shared_rooms as r (owner_id, name, store_id, weight, inside)
    select ${ownerId}, ${name}, store_id, weight, ${capacity}
      from unnest(${storeIds}::uuid[],
                  ${integers(rooms.map(({ weight }) => weight))}::integer[]) as given (store_id, weight)
        on conflict (store_id) do update set weight = excluded.weight
           where r.owner_id = excluded.owner_id and r.name = excluded.name
    returning store_id as "storeId"
  `)
  return written.map(({ storeId }) => storeId)
}

export const deleteCapacity = (on: Queryable, { ownerId, name }: NamedCapacity) =>
  on.run(sql`delete from shared_capacities where owner_id = ${ownerId} and name = ${name}`)

/** When an owner leaves. */
export async function deleteCapacitiesOf(tx: Tx, ownerId: Id<'Account'>): Promise<void> {
  await tx.run(sql`delete from shared_capacities where owner_id = ${ownerId}`)
}

/** When a store is handed over: the capacity that its room shares is the old owner's. */
export async function leaveCapacity(tx: Tx, storeId: Id<'Store'>): Promise<void> {
  await lockShared(tx, storeId)
  await tx.run(sql`delete from shared_rooms where store_id = ${storeId}`)
}
