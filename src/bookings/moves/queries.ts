import type { Id } from '../../kernel/id.ts'
import { isAlive } from '../../orders/alive.ts'
import type { Order } from '../../orders/rules.ts'
import { type Queryable, type Sql, sql, type Tx } from '../../postgres/sql.ts'
import type { Move } from './rules.ts'

// Lock order: places by id, then orders by id, then moves.

const moveColumns = sql`
  m.store_id as "storeId", m.id, m.order_id as "orderId", m.hold_id as "holdId",
  m.from_place_id as "fromPlaceId", m.to_place_id as "toPlaceId", m.message, m.state,
  m.change_number as "changeNumber"`

export const readMove = (on: Queryable, storeId: Id<'Store'>, id: Id<'Move'>) =>
  on.maybe<Move>(sql`
    select ${moveColumns} from moves m where m.store_id = ${storeId} and m.id = ${id}
  `)

export const lockMove = (tx: Tx, storeId: Id<'Store'>, id: Id<'Move'>) =>
  tx.maybe<Move>(sql`
    select ${moveColumns} from moves m where m.store_id = ${storeId} and m.id = ${id}
       for update of m
  `)

/** The proposal of an order that has not ended, whether or not its hold is alive. */
export const readOpenMove = (on: Queryable, { storeId, id }: Pick<Order, 'storeId' | 'id'>) =>
  on.maybe<Move>(sql`
    select ${moveColumns} from moves m
     where m.store_id = ${storeId} and m.order_id = ${id} and m.state = 'proposed'
  `)

export const insertMove = (tx: Tx, move: Move) =>
  tx.run(sql`
    insert into moves (store_id, id, order_id, hold_id, from_place_id, to_place_id, message, state,
                       change_number, proposed_at)
    values (${move.storeId}, ${move.id}, ${move.orderId}, ${move.holdId}, ${move.fromPlaceId},
            ${move.toPlaceId}, ${move.message}, 'proposed', ${move.changeNumber}, ${tx.now})
  `)

export const endMove = (
  tx: Tx,
  { storeId, id }: Pick<Move, 'storeId' | 'id'>,
  state: Exclude<Move['state'], 'proposed'>,
) =>
  tx.run(sql`
    update moves set state = ${state}, ended_at = ${tx.now}
     where store_id = ${storeId} and id = ${id} and state = 'proposed'
  `)

/** Ends the proposals of orders that end or lose their buyer, and the holds of their new places. */
export async function withdrawMoves(
  tx: Tx,
  orders: readonly { readonly storeId: string; readonly id: string }[],
): Promise<void> {
  await tx.run(sql`
    with ended as (
      update moves m set state = 'withdrawn', ended_at = ${tx.now}
        from unnest(
               ${orders.map(({ storeId }) => storeId)}::uuid[],
               ${orders.map(({ id }) => id)}::uuid[]
             ) as canceled (store_id, id)
       where m.store_id = canceled.store_id and m.order_id = canceled.id and m.state = 'proposed'
      returning m.store_id, m.hold_id
    )
    update orders o set expires_at = least(o.expires_at, ${tx.now}::timestamptz)
      from ended
     where o.store_id = ended.store_id and o.id = ended.hold_id and o.status = 'ready'
  `)
}

/** Ends proposals whose holds are dead; each once, whichever process finds it. */
export const expireMoves = (tx: Tx, most: number) =>
  tx.rows<Pick<Move, 'storeId' | 'id' | 'orderId'>>(sql`
    with dead as (
      select m.store_id, m.id
        from moves m join orders o on o.store_id = m.store_id and o.id = m.hold_id
       where m.state = 'proposed' and not ${isAlive(tx.now)}
       limit ${most}
         for update of m skip locked
    )
    update moves m set state = 'expired', ended_at = ${tx.now}
      from dead
     where m.store_id = dead.store_id and m.id = dead.id and m.state = 'proposed'
    returning m.store_id as "storeId", m.id, m.order_id as "orderId"
  `)

/** A proposal that has not ended, as a row of its booking has it. */
export interface Proposed {
  readonly id: Id<'Move'>
  /** Starts of the new place; JSON has no instants. */
  readonly to: string | null
  /** When the hold of the new place ends, and the proposal with it. */
  readonly expiresAt: string
}

/** The open proposal of an order `(store_id, id)`, as a column. */
export const proposedFor = (order: Sql): Sql => sql`
  (select json_build_object('id', m.id, 'to', p.starts_at, 'expiresAt', h.expires_at)
     from moves m
     join orders h on h.store_id = m.store_id and h.id = m.hold_id and h.status = 'ready'
     join places p on p.store_id = m.store_id and p.id = m.to_place_id
    where (m.store_id, m.order_id) = ${order} and m.state = 'proposed')`

/** How many of each place that begins in [begins, ends) open proposals hold. */
export const countProposed = (
  on: Queryable,
  storeId: Id<'Store'>,
  { begins, ends }: { readonly begins: Date; readonly ends: Date },
  now: Date,
) =>
  on.rows<{ key: string; proposed: number }>(sql`
    select p.key, sum(l.quantity)::integer as proposed
      from places p
      join moves m on m.store_id = p.store_id and m.to_place_id = p.id and m.state = 'proposed'
      join orders o on o.store_id = m.store_id and o.id = m.hold_id
      join order_lines l on l.store_id = o.store_id and l.order_id = o.id and l.place_id = p.id
     where p.store_id = ${storeId} and p.starts_at >= ${begins} and p.starts_at < ${ends}
       and ${isAlive(now)}
     group by p.key
  `)

/**
 * A number that grows with every move of an order `(store_id, id)`, as a column: a calendar takes the entry with the
 * larger one. Those of the desk are no rows; the last counts by its second.
 */
export const movesOf = (order: Sql): Sql => sql`
  ((select count(*) from moves m
     where (m.store_id, m.order_id) = ${order} and m.state = 'accepted') +
   (select coalesce(ceil(extract(epoch from a.arranged_at - a.paid_at)), 0) from orders a
     where (a.store_id, a.id) = ${order}))::integer`
