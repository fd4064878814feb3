import type { Id } from '../../../kernel/id.ts'
import { dueBackTo, letGo } from '../../../orders/alive.ts'
import { uuids } from '../../../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../../../postgres/sql.ts'
import type { Coupon } from './rules.ts'

const couponColumns = sql`
  c.id, c.code, c.name, c.kind, c.value, c.most, c.least, c.product_ids as "productIds",
  c.valid_from as "validFrom", c.valid_until as "validUntil", c.uses_most as "usesMost",
  c.per_person as "perPerson", c.shown as "isShown", c.paused as "isPaused", c.ended_at as "endedAt"`

export const findCoupon = (on: Queryable, storeId: Id<'Store'>, code: string) =>
  on.maybe<Coupon>(sql`
    select ${couponColumns} from coupons c where c.store_id = ${storeId} and c.code = ${code}
  `)

export const readCoupons = (on: Queryable, storeId: Id<'Store'>, ids: readonly Id<'Coupon'>[]) =>
  on.rows<Coupon>(sql`
    select ${couponColumns} from coupons c
     where c.store_id = ${storeId} and c.id = any(${uuids(ids)}::uuid[])
  `)

export interface ListedCoupon extends Coupon {
  readonly used: number
}

/** A store's coupons, newest first, with how often each was used; holds count. */
export const listCoupons = (on: Queryable, storeId: Id<'Store'>, now: Date) =>
  on.rows<ListedCoupon>(sql`
    select ${couponColumns},
           coalesce((select p.capacity - p.remaining - ${letGo(now)} from places p
                      where p.key = 'coupon/' || c.id and p.store_id = c.store_id), 0)::integer as used
      from coupons c
     where c.store_id = ${storeId}
     order by c.made_at desc, c.id desc
  `)

/** Those that are shown to every buyer and can be used now, latest first. */
export const listShown = (on: Queryable, storeId: Id<'Store'>, now: Date, most: number) =>
  on.rows<Coupon>(sql`
    select ${couponColumns} from coupons c
     where c.store_id = ${storeId} and c.shown and not c.paused and c.ended_at is null
       and c.valid_from <= ${now} and c.valid_until > ${now}
       and coalesce((select p.remaining - p.excess + ${dueBackTo(now)} > 0 from places p
                      where p.key = 'coupon/' || c.id and p.store_id = c.store_id), true)
     order by c.made_at desc, c.id desc
     limit ${most}
  `)

/** What coupons are called, by id. */
export const readNames = (on: Queryable, asks: readonly { storeId: Id<'Store'>; id: string }[]) =>
  on.rows<{ id: string; name: string }>(sql`
    select c.id, c.name
      from unnest(${uuids(asks.map(({ storeId }) => storeId))}::uuid[],
                  ${uuids(asks.map(({ id }) => id))}::uuid[]) as asked (store_id, id)
      join coupons c on c.store_id = asked.store_id and c.id = asked.id
  `)

/** @returns 0 when there is such a code */
export const insertCoupon = (tx: Tx, storeId: Id<'Store'>, coupon: Coupon) =>
  tx.run(sql`
    insert into coupons (store_id, id, code, name, kind, value, most, least, product_ids, valid_from,
                         valid_until, uses_most, per_person, shown, made_at)
    values (${storeId}, ${coupon.id}, ${coupon.code}, ${coupon.name}, ${coupon.kind}, ${coupon.value},
            ${coupon.most}, ${coupon.least}, ${coupon.productIds}::uuid[], ${coupon.validFrom},
            ${coupon.validUntil}, ${coupon.usesMost}, ${coupon.perPerson},
            ${coupon.isShown}, ${tx.now})
        on conflict (store_id, code) do nothing
  `)

export const writeState = (
  tx: Tx,
  storeId: Id<'Store'>,
  { id, isPaused, endedAt }: Pick<Coupon, 'id' | 'isPaused' | 'endedAt'>,
) =>
  tx.run(sql`
    update coupons set paused = ${isPaused}, ended_at = ${endedAt}
     where store_id = ${storeId} and id = ${id} and ended_at is null
  `)

const isThisHour = sql`a.since > excluded.since - interval '1 hour'`

/**
 * Counts a code of an account or a network as wrong before it is looked up, so that codes tried at once do not pass the
 * limit.
 *
 * @returns undefined where it has had `most` wrong ones in an hour
 */
export const takeAttempt = (tx: Tx, storeId: Id<'Store'>, who: string, most: number) =>
  tx.maybe<{ since: Date }>(sql`
    insert into coupon_attempts as a (store_id, who, since, wrong)
    values (${storeId}, ${who}, ${tx.now}, 1)
        on conflict (store_id, who) do update
       set wrong = case when ${isThisHour} then a.wrong + 1 else 1 end,
           since = case when ${isThisHour} then a.since else excluded.since end
     where a.wrong < ${most} or not (${isThisHour})
    returning a.since
  `)

/** Gives an attempt back whose code was not wrong, unless another hour has begun. */
export const giveBackAttempt = (on: Queryable, storeId: Id<'Store'>, who: string, since: Date) =>
  on.run(sql`
    update coupon_attempts set wrong = wrong - 1
     where store_id = ${storeId} and who = ${who} and since = ${since} and wrong > 0
  `)

export const deleteOldAttempts = (on: Queryable, before: Date, most: number) =>
  on.run(sql`
    delete from coupon_attempts
     where ctid = any(array(select ctid from coupon_attempts
                             where since < ${before} limit ${most}))
  `)

export const eraseAttempts = (tx: Tx, accountId: Id<'Account'>) =>
  tx.run(sql`delete from coupon_attempts where who = ${accountId}`)
