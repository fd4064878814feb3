import { Type } from 'typebox'
import { timeSkipped } from '../../../bookings/rules.ts'
import { endpoint } from '../../../kernel/endpoint.ts'
import {
  Day,
  Instant,
  Line,
  MoneyShape,
  OrNull,
  Shape,
  TimeOfDay,
  Uuid,
} from '../../../kernel/shape.ts'
import { OfMarket } from '../products/contract.ts'
import { productMissing } from '../products/rules.ts'
import { marketMissing } from '../rules.ts'
import * as rules from './rules.ts'

const Wall = Shape({ date: Day, time: TimeOfDay })
const Amount = Type.Integer({ minimum: 1, maximum: 1_000_000_000 })

export const CouponView = Shape(
  {
    id: Uuid,
    code: Type.String(),
    name: Type.String(),
    kind: Type.Enum(['amount', 'percent']),
    value: Type.Integer({ description: 'minor units, or whole percents' }),
    /** The most that a percentage takes off. */
    most: OrNull(MoneyShape),
    /** What the goods it is for must cost before it. */
    least: MoneyShape,
    /** Null: for all products. */
    productIds: OrNull(Type.Array(Uuid)),
    validFrom: Instant,
    validUntil: Instant,
    usesMost: Type.Integer(),
    /** Null: any number. */
    perPerson: OrNull(Type.Integer()),
    /** To every buyer of the shop, with its code. */
    isShown: Type.Boolean(),
    /** By orders that are paid or held. */
    used: Type.Integer(),
    state: Type.Enum(['coming', 'running', 'paused', 'ended']),
  },
  'Coupon',
)

export const listCoupons = endpoint({
  name: 'listCoupons',
  method: 'GET',
  path: '/v1/markets/:marketId/coupons',
  summary: 'The coupons of a shop of your own, newest first, with how often each was used',
  role: 'owner',
  right: 'manager',
  params: OfMarket,
  answer: Shape({ data: Type.Array(CouponView) }),
  problems: [marketMissing],
})

const { id, code, name, kind, value, most, least, productIds, validUntil } = CouponView.properties

export const listShownCoupons = endpoint({
  name: 'listShownCoupons',
  method: 'GET',
  path: '/v1/markets/:marketId/shown-coupons',
  summary: 'The coupons that a shop shows to everybody and that can be used now',
  role: 'anyone',
  params: OfMarket,
  answer: Shape({
    data: Type.Array(
      Shape(
        {
          ...{ id, code, name, kind, value, most, least, productIds, validUntil },
          /** Guests cannot use it. */
          needsAccount: Type.Boolean(),
        },
        'ShownCoupon',
      ),
    ),
  }),
  problems: [marketMissing],
})

export const addCoupon = endpoint({
  name: 'addCoupon',
  method: 'POST',
  path: '/v1/markets/:marketId/coupons',
  summary: 'Add a coupon; without `code` a random one is made',
  description: 'Amounts of a coupon never change. End it and add another instead.',
  role: 'owner',
  right: 'manager',
  creates: '',
  once: 'optional',
  params: OfMarket,
  body: Shape({
    name: Line({ most: 40 }),
    code: Type.Optional(
      Type.String({ pattern: '^[A-Za-z0-9가-힣-]{4,40}$', examples: ['WELCOME'] }),
    ),
    kind: Type.Enum(['amount', 'percent']),
    value: Amount,
    /** Of a percentage only. */
    most: Type.Optional(Amount),
    /** Default: 0. */
    least: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
    /** Default: all products. */
    productIds: Type.Optional(Type.Array(Uuid, { minItems: 1, maxItems: 200, uniqueItems: true })),
    validFrom: Wall,
    validUntil: Wall,
    usesMost: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    /** Default: 1; null: any number, and guests may use it. */
    perPerson: Type.Optional(OrNull(Type.Integer({ minimum: 1, maximum: 100 }))),
    /** Default: no, who knows the code has it. */
    isShown: Type.Optional(Type.Boolean()),
  }),
  answer: CouponView,
  problems: [
    marketMissing,
    timeSkipped,
    rules.couponDatesWrong,
    rules.couponValueWrong,
    productMissing,
    rules.couponCodeTaken,
  ],
})

const OfCoupon = Shape({ marketId: Uuid, couponId: Uuid })

export const pauseCoupon = endpoint({
  name: 'pauseCoupon',
  method: 'PATCH',
  path: '/v1/markets/:marketId/coupons/:couponId',
  summary: 'Pause a coupon, or let it go on; orders that hold it keep it',
  role: 'owner',
  right: 'manager',
  params: OfCoupon,
  body: Shape({ isPaused: Type.Boolean() }),
  answer: CouponView,
  problems: [marketMissing, rules.couponMissing, rules.couponEnded],
})

export const endCoupon = endpoint({
  name: 'endCoupon',
  method: 'POST',
  path: '/v1/markets/:marketId/coupons/:couponId/end',
  summary: 'End a coupon for good; orders that hold it keep it',
  role: 'owner',
  right: 'manager',
  params: OfCoupon,
  answer: CouponView,
  problems: [marketMissing, rules.couponMissing],
})
