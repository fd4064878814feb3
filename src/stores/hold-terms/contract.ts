import { Type } from 'typebox'
import { textsOff } from '../../accounts/phone/rules.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Shape } from '../../kernel/shape.ts'
import { OfStore } from '../contract.ts'
import { storeMissing } from '../rules.ts'
import { AT_ONCE_SECONDS } from './rules.ts'

const HoldTerms = Shape(
  {
    phone: Type.Boolean({
      description: 'a buyer proves a mobile number before something is held, or before a first bid',
    }),
    payAtOnce: Type.Boolean({
      description: `what is claimed is held for ${AT_ONCE_SECONDS} seconds until a payment is started`,
    }),
  },
  'HoldTerms',
)

export const getHoldTerms = endpoint({
  name: 'getHoldTerms',
  method: 'GET',
  path: '/v1/stores/:storeId/hold-terms',
  summary: 'What a store asks before it holds something that is not paid yet',
  role: 'anyone',
  params: OfStore,
  answer: HoldTerms,
  problems: [storeMissing],
})

export const setHoldTerms = endpoint({
  name: 'setHoldTerms',
  method: 'PUT',
  path: '/v1/stores/:storeId/hold-terms',
  summary: 'Say what your store asks before it holds something that is not paid yet',
  description:
    'From the next claim on, at every front door of the store and for every caller. What the store enters itself, and what a calling service takes, is exempt.',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  body: HoldTerms,
  answer: HoldTerms,
  problems: [storeMissing, textsOff],
})
