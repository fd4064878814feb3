import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { cursorParts } from '../../kernel/page.ts'
import { CursorOf, Instant, Nothing, PageOf, PageQuery, Shape } from '../../kernel/shape.ts'
import { OfStore, StoreView } from '../contract.ts'
import { storeMissing } from '../rules.ts'
import { savedFull } from './rules.ts'

export const SavedStore = Shape({ store: StoreView, savedAt: Instant }, 'SavedStore')

export const listSaved = endpoint({
  name: 'listSavedStores',
  method: 'GET',
  path: '/v1/me/saved-stores',
  exported: 'savedStores',
  summary: 'The stores that you have saved, latest first',
  role: 'customer',
  query: Shape({
    ...PageQuery.properties,
    cursor: Type.Optional(CursorOf(`${cursorParts.milliseconds}\\.${cursorParts.uuid}`)),
  }),
  answer: PageOf(SavedStore),
  problems: [],
})

export const listSavedIds = endpoint({
  name: 'listSavedStoreIds',
  method: 'GET',
  path: '/v1/me/saved-stores/ids',
  summary: 'The ids of all stores that you have saved, for the hearts of a list',
  role: 'customer',
  answer: Shape({ data: Type.Array(OfStore.properties.storeId) }),
  problems: [],
})

export const saveStore = endpoint({
  name: 'saveStore',
  method: 'PUT',
  path: '/v1/me/saved-stores/:storeId',
  summary: 'Save a store, to find it again; saving it again changes nothing',
  role: 'customer',
  accountsOnly: true,
  params: OfStore,
  answer: Nothing,
  problems: [storeMissing, savedFull],
})

export const unsaveStore = endpoint({
  name: 'unsaveStore',
  method: 'DELETE',
  path: '/v1/me/saved-stores/:storeId',
  summary: 'Save a store no longer',
  role: 'customer',
  params: OfStore,
  answer: Nothing,
  problems: [],
})
