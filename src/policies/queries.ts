import type { Id } from '../kernel/id.ts'
import { ERASED, isTyped, orderRows } from '../orders/queries.ts'
import type { Order } from '../orders/rules.ts'
import { type Queryable, type Sql, sql, type Tx } from '../postgres/sql.ts'
import { mayWorkAt } from '../stores/queries.ts'
import type { By } from '../stores/rules.ts'
import type { Policy, Step } from './rules.ts'

// Takes no locks of its own. Cancellation locks places by id, then orders, then payments.

/** The words of a store about these orders: the person whom they name has left. */
export const eraseReasons = (tx: Tx, orders: readonly Pick<Order, 'storeId' | 'id'>[]) =>
  tx.run(sql`
    update cancellations c set reason = ${ERASED}
      from ${orderRows(orders)} as given (store_id, id)
     where c.store_id = given.store_id and c.order_id = given.id and ${isTyped(sql`c.reason`)}
  `)

const policyObject = sql`
  json_build_object('kind', c.kind, 'tiers', c.tiers, 'appliesAt', c.applies_at,
                    'grace', case when c.grace_hours is not null then json_build_object(
                      'hours', c.grace_hours, 'daysBefore', c.grace_days_before) end)`

/** `appliesAt` is text: it comes from JSON. */
interface DatedPolicy extends Policy {
  readonly appliesAt: string
}

/** The policy in force and the latest one, which may apply later; null where none was written. */
export const readPolicies = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<{ frontDoor: string; now: Date; latest: DatedPolicy | null; policy: Policy | null }>(
    sql`
    select s.front_door as "frontDoor", clock_now() as now,
           (select ${policyObject} from cancellation_policies c where c.store_id = s.id
             order by c.applies_at desc, c.id desc limit 1) as latest,
           (select ${policyObject} from cancellation_policies c
             where c.store_id = s.id and c.applies_at <= clock_now()
             order by c.applies_at desc, c.id desc limit 1) as policy
      from stores s
     where s.id = ${storeId}
  `,
  )

export const insertPolicy = (
  tx: Tx,
  storeId: Id<'Store'>,
  {
    id,
    kind,
    tiers,
    grace,
    appliesAt,
  }: Policy & { readonly id: Id<'Policy'>; readonly appliesAt: Date },
) =>
  tx.run(sql`
    insert into cancellation_policies (store_id, id, kind, tiers, grace_hours, grace_days_before,
                                       written_at, applies_at)
    values (${storeId}, ${id}, ${kind}, ${JSON.stringify(tiers)}::jsonb, ${grace?.hours ?? null},
            ${grace?.daysBefore ?? null}, ${tx.now}, ${appliesAt})
  `)

export interface Terms {
  readonly timeZone: string
  /** Of its earliest place. */
  readonly startsAt: Date | null
  /** How many starts its lines have; having none counts as one. */
  readonly starts: number
  /** In force when the order was made; null: the store had none. */
  readonly policy: Policy | null
}

/** What an order's refund depends on, besides the order itself. */
export const readTerms = (
  on: Queryable,
  { storeId, id, createdAt }: Pick<Order, 'storeId' | 'id' | 'createdAt'>,
) =>
  on.one<Terms>(sql`
    select s.time_zone as "timeZone", lines."startsAt", lines.starts,
           (select ${policyObject} from cancellation_policies c
             where c.store_id = s.id and c.applies_at <= ${createdAt}
             order by c.applies_at desc, c.id desc limit 1) as policy
      from stores s
     cross join lateral (
       select min(p.starts_at) as "startsAt",
              (count(distinct coalesce(p.starts_at, 'infinity')) filter (where not l.aside))::integer
                as starts
         from order_lines l join places p on p.store_id = l.store_id and p.id = l.place_id
        where l.store_id = s.id and l.order_id = ${id}
          and l.status <> 'moved' and l.given_back < l.quantity
     ) as lines
     where s.id = ${storeId}
  `)

/** Finds an order of a store that the caller may work at. */
export const findOwnedOrder = (
  on: Queryable,
  ask: {
    readonly by: By
    readonly storeId: Id<'Store'>
    readonly orderId: Id<'Order'>
  },
) =>
  on.maybe<Pick<Order, 'storeId' | 'id'>>(sql`
    select o.store_id as "storeId", o.id
      from stores s join orders o on o.store_id = s.id
     where s.id = ${ask.storeId} and ${mayWorkAt(ask.by)} and o.id = ${ask.orderId}
  `)

export interface Cancellation extends Omit<Step, 'until'> {
  readonly canceledBy: 'buyer' | 'store'
  /** What the store still held of the price, in minor units. */
  readonly amount: number
  /** Given by the store when it canceled. */
  readonly reason: string | null
  /** All of its goods came back, says the store. */
  readonly returned: boolean
}

export const insertCancellation = (
  tx: Tx,
  { storeId, id }: Pick<Order, 'storeId' | 'id'>,
  { canceledBy, reason, amount, keptPercent, kept, refund, returned }: Cancellation,
) =>
  tx.run(sql`
    insert into cancellations (store_id, order_id, canceled_by, reason, amount, kept_percent, kept,
                               refund, returned, at)
    values (${storeId}, ${id}, ${canceledBy}, ${reason}, ${amount}, ${keptPercent}, ${kept},
            ${refund}, ${returned}, ${tx.now})
  `)

/** Who canceled an order and why, as its buyer is told. */
export interface CancellationNote {
  readonly by: Cancellation['canceledBy']
  readonly isReturn: boolean
  readonly reason: string | null
  /** JSON has no instants. */
  readonly at: string
}

/** The cancellation of a paid order `(store_id, id)`, as a column. */
export const cancellationOf = (order: Sql): Sql => sql`
  (select json_build_object('by', c.canceled_by, 'isReturn', c.returned, 'reason', c.reason, 'at', c.at)
     from cancellations c
    where (c.store_id, c.order_id) = ${order})`

/** The cancellation of a paid order. */
export const readCancellation = (on: Queryable, { storeId, id }: Pick<Order, 'storeId' | 'id'>) =>
  on.maybe<Cancellation>(sql`
    select canceled_by as "canceledBy", reason, amount, kept_percent as "keptPercent", kept, refund,
           returned
      from cancellations
     where store_id = ${storeId} and order_id = ${id}
  `)
