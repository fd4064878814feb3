import { Type } from 'typebox'
import { endpoint } from '../../../kernel/endpoint.ts'
import { Instant, MoneyShape, OrNull, Shape, Uuid } from '../../../kernel/shape.ts'
import { PictureView } from '../../../stores/pictures/contract.ts'
import { OfMarket } from '../products/contract.ts'
import { marketMissing } from '../rules.ts'
import * as rules from './rules.ts'

/** In the terms of a door: `{ variantId }` for goods, `{ door, … }` for what else the store sells. */
export const Item = Type.Record(
  Type.String({ minLength: 1, maxLength: 40 }),
  Type.String({ maxLength: 100 }),
  {
    maxProperties: 8,
    description: '`{ variantId }` for goods; `{ door, … }` in the terms of another door',
  },
)

export const Quantity = Type.Integer({ minimum: 1, maximum: rules.QUANTITY_MOST })
const Said = Shape({ ko: Type.String(), en: Type.String() })

export const CartLineView = Shape(
  {
    id: Uuid,
    item: Item,
    door: Type.String(),
    /** Null: it is no product of the shop. */
    productId: OrNull(Uuid),
    what: Said,
    image: OrNull(PictureView),
    startsAt: OrNull(Instant),
    /** How many can be ordered; fewer than `wanted` where less is left, or one order may have no more. */
    quantity: Type.Integer(),
    wanted: Type.Integer(),
    most: Type.Integer({ description: 'how many can be ordered now' }),
    left: Type.Integer(),
    state: Type.Enum(['ok', 'cut', 'sold-out', 'not-for-sale']),
    /** Of one. */
    price: MoneyShape,
    /** The price when it was put, where it was another. */
    seenPrice: OrNull(MoneyShape),
  },
  'CartLine',
)

export const CartView = Shape(
  {
    marketName: Type.String(),
    lines: Type.Array(CartLineView),
    /** Of what can be ordered, before coupons. */
    subtotal: MoneyShape,
    delivery: Shape({
      kind: Type.Enum(['none', 'free', 'flat', 'free-from']),
      /** Without what some areas cost more. */
      fee: MoneyShape,
      /** Goods for this much are delivered free; null: nothing changes the fee. */
      freeFrom: OrNull(MoneyShape),
      missing: OrNull(MoneyShape),
    }),
    total: MoneyShape,
    /** Of the shop: what begins, begins by its clock. */
    timeZone: Type.String(),
    /** Units that can be ordered. */
    count: Type.Integer(),
    now: Instant,
  },
  'Cart',
)

export const listCarts = endpoint({
  name: 'listCarts',
  method: 'GET',
  path: '/v1/me/carts',
  summary: 'Your carts, of every shop, the one that changed last first: how much is in each',
  role: 'customer',
  exported: 'carts',
  answer: Shape({
    /** Units in all of them, also those of which less is left. */
    count: Type.Integer(),
    data: Type.Array(
      Shape({
        marketId: Uuid,
        marketName: Type.String(),
        image: OrNull(PictureView),
        count: Type.Integer(),
        changedAt: Instant,
      }),
    ),
  }),
  problems: [],
})

const cart = {
  role: 'customer',
  params: OfMarket,
  answer: CartView,
} as const

export const getCart = endpoint({
  ...cart,
  name: 'getCart',
  method: 'GET',
  path: '/v1/markets/:marketId/cart',
  summary: 'Your cart at a shop, at the present prices, with what was cut and what changed',
  description: 'It claims nothing. What is wanted stays written, also while less of it is left.',
  problems: [marketMissing],
})

const LineDraft = Shape({ item: Item, quantity: Quantity })
const putProblems = [marketMissing, rules.itemUnknown, rules.cartFull] as const

export const putCartLine = endpoint({
  ...cart,
  name: 'putCartLine',
  method: 'PUT',
  path: '/v1/markets/:marketId/cart/lines',
  summary: 'Put so many of one thing into your cart; its price counts as seen then',
  body: LineDraft,
  problems: putProblems,
})

export const addCartLine = endpoint({
  ...cart,
  name: 'addCartLine',
  method: 'POST',
  path: '/v1/markets/:marketId/cart/lines',
  summary: 'Add so many of one thing to what your cart has of it',
  once: 'optional',
  creates: '',
  body: LineDraft,
  problems: putProblems,
})

export const removeCartLine = endpoint({
  ...cart,
  name: 'removeCartLine',
  method: 'DELETE',
  path: '/v1/markets/:marketId/cart/lines/:lineId',
  summary: 'Take a line out of your cart',
  params: Shape({ marketId: Uuid, lineId: Uuid }),
  problems: [marketMissing, rules.cartLineMissing],
})

export const emptyCart = endpoint({
  ...cart,
  name: 'emptyCart',
  method: 'DELETE',
  path: '/v1/markets/:marketId/cart',
  summary: 'Empty your cart',
  problems: [marketMissing],
})
