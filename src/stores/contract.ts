import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { cursorParts } from '../kernel/page.ts'
import {
  CurrencyCode,
  CursorOf,
  Line,
  OrNull,
  PageOf,
  PageQuery,
  Paragraph,
  Shape,
  Uuid,
} from '../kernel/shape.ts'
import { PictureView } from './pictures/contract.ts'
import { priceMeans, pricePer } from './pricing-rules.ts'
import * as rules from './rules.ts'

/** What the store's prices are, as its owner says; null: nothing was said. */
export const PricingView = Shape(
  { means: OrNull(Type.Enum([...priceMeans])), per: OrNull(Type.Enum([...pricePer])) },
  'Pricing',
)

const PricingDraft = Shape({
  means: Type.Optional(PricingView.properties.means),
  per: Type.Optional(PricingView.properties.per),
})

export const StoreView = Shape(
  {
    id: Uuid,
    /** The front door that it sells by: `dining`. */
    door: Type.String(),
    /** Further ones. */
    also: Type.Array(Type.String()),
    kind: OrNull(Type.String()),
    name: Type.String(),
    description: Type.String(),
    timeZone: Type.String(),
    currency: CurrencyCode,
    pricing: PricingView,
    image: OrNull(PictureView),
    closed: Type.Boolean({ description: 'nothing can be bought' }),
  },
  'Store',
)

export const StoreDetail = Shape(
  { ...StoreView.properties, images: Type.Array(PictureView) },
  'StoreDetail',
)

export const OfStore = Shape({ storeId: Uuid })

const Name = Line({ most: 80 })
const Description = Paragraph({ most: 2000 })
const Kind = Type.String({ minLength: 1, maxLength: 40 })

/** The facts of a new store, without its front door. */
export const storeDraft = {
  name: Name,
  kind: Type.Optional(Kind),
  description: Description,
  timeZone: Type.String({ minLength: 1, maxLength: 60 }),
  currency: CurrencyCode,
  pricing: Type.Optional(PricingDraft),
}

const Door = Type.String({ minLength: 1, maxLength: 40 })
const StoresQuery = Shape({ ...PageQuery.properties, door: Type.Optional(Door) })

/** Pages by id, or by when a store is next where that is the order of its door. */
export const ListQuery = Shape({
  ...PageQuery.properties,
  cursor: Type.Optional(CursorOf(`(?:${cursorParts.milliseconds}\\.)?${cursorParts.uuid}`)),
})

export const listStores = endpoint({
  name: 'listStores',
  method: 'GET',
  path: '/v1/stores',
  summary: 'List stores that sell, of one front door or of all',
  role: 'anyone',
  query: Shape({ ...ListQuery.properties, door: Type.Optional(Door) }),
  answer: PageOf(StoreView),
  problems: [],
})

export const listMyStores = endpoint({
  name: 'listMyStores',
  method: 'GET',
  path: '/v1/me/stores',
  exported: 'stores',
  summary: 'The stores that you own or work at',
  role: 'owner',
  right: 'door',
  query: StoresQuery,
  answer: PageOf(StoreView),
  problems: [],
})

export const openStore = endpoint({
  name: 'openStore',
  method: 'POST',
  path: '/v1/stores',
  summary: 'Open a store',
  role: 'owner',
  creates: '/v1/stores/:id',
  once: 'optional',
  body: Shape({ door: Door, ...storeDraft }),
  answer: StoreDetail,
  problems: [rules.doorUnknown, rules.timeZoneUnknown, rules.kindUnknown, rules.pricePerUnknown],
})

export const getStore = endpoint({
  name: 'getStore',
  method: 'GET',
  path: '/v1/stores/:storeId',
  summary: 'Read a store',
  role: 'anyone',
  params: OfStore,
  answer: StoreDetail,
  problems: [rules.storeMissing],
})

export const changeStore = endpoint({
  name: 'changeStore',
  method: 'PATCH',
  path: '/v1/stores/:storeId',
  summary:
    'Change a store’s name, kind, description, time zone or what its prices are, close it or open it again',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  body: Shape({
    name: Type.Optional(Name),
    description: Type.Optional(Description),
    kind: Type.Optional(Kind),
    timeZone: Type.Optional(storeDraft.timeZone),
    pricing: Type.Optional(PricingDraft),
    closed: Type.Optional(Type.Boolean()),
  }),
  answer: StoreDetail,
  problems: [
    rules.storeMissing,
    rules.timeZoneUnknown,
    rules.timeZoneFixed,
    rules.kindUnknown,
    rules.pricePerUnknown,
    rules.closedForGood,
  ],
})

export const setStoreDoors = endpoint({
  name: 'setStoreDoors',
  method: 'PUT',
  path: '/v1/stores/:storeId/doors',
  summary:
    'Say by which further front doors a store sells; one order may have things of all of them',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  body: Shape({ also: Type.Array(Door, { maxItems: 10 }) }),
  answer: StoreDetail,
  problems: [rules.storeMissing, rules.doorUnknown, rules.kindUnknown],
})
