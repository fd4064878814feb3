import { Type } from 'typebox'
import { endpoint } from '../../../kernel/endpoint.ts'
import { Nothing, Shape, Uuid } from '../../../kernel/shape.ts'
import { OfProduct, OfVariant } from './contract.ts'
import * as rules from './rules.ts'

export const askAlert = endpoint({
  name: 'askRestockAlert',
  method: 'PUT',
  path: '/v1/markets/:marketId/variants/:variantId/restock-alert',
  summary: 'Get one mail when a variant that is sold out is back',
  role: 'customer',
  accountsOnly: true,
  params: OfVariant,
  answer: Nothing,
  problems: [rules.variantMissing, rules.inStock, rules.tooManyAlerts],
})

export const endAlert = endpoint({
  name: 'endRestockAlert',
  method: 'DELETE',
  path: '/v1/markets/:marketId/variants/:variantId/restock-alert',
  summary: 'Wait for a variant no longer',
  role: 'customer',
  params: OfVariant,
  answer: Nothing,
  problems: [rules.variantMissing],
})

export const listAlerts = endpoint({
  name: 'listRestockAlerts',
  method: 'GET',
  path: '/v1/markets/:marketId/products/:productId/restock-alerts',
  summary: 'The variants of a product that you wait for',
  role: 'customer',
  params: OfProduct,
  answer: Shape({ variantIds: Type.Array(Uuid) }),
  problems: [rules.productMissing],
})
