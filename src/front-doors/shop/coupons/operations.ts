import type { Static } from 'typebox'
import { timeSkipped } from '../../../bookings/rules.ts'
import type { Engine } from '../../../engine.ts'
import type { BodyOf } from '../../../kernel/endpoint.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Currency } from '../../../kernel/money.ts'
import { existingInstantOf } from '../../../kernel/time.ts'
import { readNow } from '../../../postgres/now.ts'
import { answerOnce, type Once } from '../../../postgres/once.ts'
import type { Tx } from '../../../postgres/sql.ts'
import { onOwn, readOwn, type StoreAsk } from '../../../stores/operations.ts'
import { readTill } from '../checkout/till-queries.ts'
import { productMissing } from '../products/rules.ts'
import { marketMissing } from '../rules.ts'
import type * as contract from './contract.ts'
import { countProducts } from './product-queries.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

type View = Static<typeof contract.CouponView>

/** Problem: market-missing. */
export async function listCoupons(engine: Engine, ask: StoreAsk) {
  const { currency } = await readOwn(engine, ask)
  const cell = engine.cell(ask.storeId)
  const { now } = await readNow(cell)
  const found = await queries.listCoupons(cell, ask.storeId, now)
  return { data: found.map((coupon) => couponView(coupon, currency, now)) }
}

const SHOWN_MOST = 20

/** What everybody may know. Problem: market-missing. */
export async function listShownCoupons(engine: Engine, storeId: Id<'Store'>) {
  const cell = engine.cell(storeId)
  const [till, { now }] = await Promise.all([readTill(cell, storeId), readNow(cell)])
  if (!till) throw marketMissing()
  const found = await queries.listShown(cell, storeId, now, SHOWN_MOST)
  const money = (amount: number) => ({ amount, currency: till.store.currency })
  return {
    data: found.map(({ id, code, name, kind, value, most, least, ...coupon }) => ({
      ...{ id, code, name, kind, value, least: money(least) },
      most: most === null ? null : money(most),
      productIds: coupon.productIds && [...coupon.productIds],
      validUntil: coupon.validUntil.toISOString(),
      needsAccount: coupon.perPerson !== null,
    })),
  }
}

/**
 * Problems in order: market-missing, those of the key, time-skipped, those of `checkCoupon`,
 * product-missing, coupon-code-taken.
 */
export const addCoupon = (
  engine: Engine,
  ask: StoreAsk,
  draft: BodyOf<typeof contract.addCoupon>,
  once: Once | undefined,
) =>
  onOwn(engine, ask, (tx, { timeZone, currency }) =>
    answerOnce(tx, once, async (): Promise<View> => {
      const coupon = couponOf(engine, draft, timeZone)
      const refused = rules.checkCoupon(coupon)
      if (refused) throw refused
      const { productIds } = coupon
      if (productIds && (await countProducts(tx, ask.storeId, productIds)) < productIds.length)
        throw productMissing()
      if ((await queries.insertCoupon(tx, ask.storeId, coupon)) === 0) throw rules.couponCodeTaken()
      return couponView({ ...coupon, used: 0 }, currency, tx.now)
    }),
  )

/** Problem: time-skipped. */
function couponOf(
  engine: Engine,
  draft: BodyOf<typeof contract.addCoupon>,
  timeZone: string,
): rules.Coupon {
  const at = ({ date, time }: { readonly date: string; readonly time: string }) => {
    const instant = existingInstantOf(date, time, timeZone)
    if (!instant) throw timeSkipped()
    return instant
  }
  return {
    ...{ id: engine.newId<'Coupon'>(), name: draft.name, kind: draft.kind, value: draft.value },
    code: rules.codeText(draft.code ?? engine.newCode(8)),
    most: draft.kind === 'percent' ? (draft.most ?? null) : null,
    ...{ least: draft.least ?? 0, productIds: draft.productIds ?? null },
    ...{ validFrom: at(draft.validFrom), validUntil: at(draft.validUntil) },
    usesMost: draft.usesMost,
    perPerson: draft.perPerson === undefined ? 1 : draft.perPerson,
    ...{ isShown: draft.isShown ?? false, isPaused: false, endedAt: null },
  }
}

type CouponAsk = StoreAsk & { readonly couponId: Id<'Coupon'> }

/** Problems in order: market-missing, coupon-missing, coupon-ended. */
export const pauseCoupon = (engine: Engine, ask: CouponAsk, isPaused: boolean) =>
  change(engine, ask, (coupon) => {
    if (coupon.endedAt) throw rules.couponEnded()
    return { ...coupon, isPaused }
  })

/** Problems in order: market-missing, coupon-missing. */
export const endCoupon = (engine: Engine, ask: CouponAsk) =>
  change(engine, ask, (coupon, { now }) => ({ ...coupon, endedAt: coupon.endedAt ?? now }))

const change = (
  engine: Engine,
  ask: CouponAsk,
  decide: (coupon: rules.Coupon, tx: Tx) => rules.Coupon,
) =>
  onOwn(engine, ask, async (tx, { currency }) => {
    const found = await queries.listCoupons(tx, ask.storeId, tx.now)
    const coupon = found.find(({ id }) => id === ask.couponId)
    if (!coupon) throw rules.couponMissing()
    const changed = decide(coupon, tx)
    await queries.writeState(tx, ask.storeId, changed)
    return couponView({ ...changed, used: coupon.used }, currency, tx.now)
  })

function couponView(coupon: queries.ListedCoupon, currency: Currency, now: Date): View {
  const { most, least, productIds, validFrom, validUntil, isPaused, endedAt: _, ...rest } = coupon
  return {
    ...rest,
    most: most === null ? null : { amount: most, currency },
    least: { amount: least, currency },
    productIds: productIds && [...productIds],
    validFrom: validFrom.toISOString(),
    validUntil: validUntil.toISOString(),
    state: stateAt(coupon, now, isPaused),
  }
}

function stateAt({ endedAt, validFrom, validUntil }: rules.Coupon, now: Date, isPaused: boolean) {
  if (endedAt || validUntil <= now) return 'ended'
  if (isPaused) return 'paused'
  return now < validFrom ? 'coming' : 'running'
}
