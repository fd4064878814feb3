import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Shape } from '../../kernel/shape.ts'
import { OfStore } from '../contract.ts'
import { storeMissing } from '../rules.ts'
import * as rules from './rules.ts'

const Origins = Shape(
  {
    origins: Type.Array(Type.String({ maxLength: 260, examples: ['https://shop.example.com'] }), {
      maxItems: rules.ORIGINS_MOST,
      description:
        'Origins of `successUrl` and `cancelUrl` of payments. https only; http for localhost.',
    }),
  },
  'ReturnOrigins',
)

export const getReturnOrigins = endpoint({
  name: 'getReturnOrigins',
  method: 'GET',
  path: '/v1/stores/:storeId/return-origins',
  summary: 'The origins that buyers of a store you own may be brought back to after a payment',
  role: 'owner',
  right: 'desk',
  params: OfStore,
  answer: Origins,
  problems: [storeMissing],
})

export const changeReturnOrigins = endpoint({
  name: 'changeReturnOrigins',
  method: 'PUT',
  path: '/v1/stores/:storeId/return-origins',
  summary: 'Replace the origins that buyers may be brought back to after a payment',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  body: Origins,
  answer: Origins,
  problems: [storeMissing, rules.originUnfit],
})
