import { businessNumberWrong, draftMembers, shownMembers } from '../../kernel/business.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Shape } from '../../kernel/shape.ts'
import { OfStore } from '../contract.ts'
import { storeMissing } from '../rules.ts'

const StoreBusiness = Shape(shownMembers, 'StoreBusiness')

export const getStoreBusiness = endpoint({
  name: 'getStoreBusiness',
  method: 'GET',
  path: '/v1/stores/:storeId/business',
  summary: 'Who sells at a store, as the law wants it to be said; empty until its owner has said',
  role: 'anyone',
  params: OfStore,
  answer: StoreBusiness,
  problems: [storeMissing],
})

export const setStoreBusiness = endpoint({
  name: 'setStoreBusiness',
  method: 'PUT',
  path: '/v1/stores/:storeId/business',
  summary: 'Say who sells at a store of your own',
  role: 'owner',
  params: OfStore,
  body: Shape(draftMembers, 'StoreBusinessDraft'),
  answer: StoreBusiness,
  problems: [storeMissing, businessNumberWrong],
})
