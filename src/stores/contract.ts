import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { CurrencyCode, OrNull, PageOf, PageQuery, Shape, Uuid } from '../kernel/shape.ts'
import { PictureView } from './pictures/contract.ts'
import * as rules from './rules.ts'

export const StoreView = Shape({
  id: Uuid,
  /** The front door that it sells by: `dining`. */
  door: Type.String(),
  kind: OrNull(Type.String()),
  name: Type.String(),
  description: Type.String(),
  timeZone: Type.String(),
  currency: CurrencyCode,
  image: OrNull(PictureView),
  closed: Type.Boolean({ description: 'nothing can be bought' }),
})

export const StoreDetail = Shape({ ...StoreView.properties, images: Type.Array(PictureView) })

export const OfStore = Shape({ storeId: Uuid })

const Name = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' })
const Description = Type.String({ maxLength: 2000 })
const Kind = Type.String({ minLength: 1, maxLength: 40 })

/** The facts of a new store, without its front door. */
export const storeDraft = {
  name: Name,
  kind: Type.Optional(Kind),
  description: Description,
  timeZone: Type.String({ minLength: 1, maxLength: 60 }),
  currency: CurrencyCode,
}

const Door = Type.String({ minLength: 1, maxLength: 40 })
const StoresQuery = Shape({ ...PageQuery.properties, door: Type.Optional(Door) })

export const listStores = endpoint({
  method: 'GET',
  path: '/v1/stores',
  summary: 'List stores that sell, of one front door or of all',
  role: 'anyone',
  query: StoresQuery,
  answer: PageOf(StoreView),
  problems: [],
})

export const listMyStores = endpoint({
  method: 'GET',
  path: '/v1/me/stores',
  summary: 'The stores you own',
  role: 'owner',
  query: StoresQuery,
  answer: PageOf(StoreView),
  problems: [],
})

export const openStore = endpoint({
  method: 'POST',
  path: '/v1/stores',
  summary: 'Open a store',
  role: 'owner',
  body: Shape({ door: Door, ...storeDraft }),
  answer: StoreDetail,
  problems: [rules.doorUnknown, rules.timeZoneUnknown, rules.kindUnknown],
})

export const getStore = endpoint({
  method: 'GET',
  path: '/v1/stores/:storeId',
  summary: 'Read a store',
  role: 'anyone',
  params: OfStore,
  answer: StoreDetail,
  problems: [rules.storeMissing],
})

export const changeStore = endpoint({
  method: 'PATCH',
  path: '/v1/stores/:storeId',
  summary: 'Change a store’s name, kind, description or time zone, close it or open it again',
  role: 'owner',
  params: OfStore,
  body: Shape({
    name: Type.Optional(Name),
    description: Type.Optional(Description),
    kind: Type.Optional(Kind),
    timeZone: Type.Optional(storeDraft.timeZone),
    closed: Type.Optional(Type.Boolean()),
  }),
  answer: StoreDetail,
  problems: [
    rules.storeMissing,
    rules.timeZoneUnknown,
    rules.timeZoneFixed,
    rules.kindUnknown,
    rules.closedForGood,
  ],
})
