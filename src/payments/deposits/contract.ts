import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Shape } from '../../kernel/shape.ts'
import { OfStore } from '../../stores/contract.ts'
import { storeMissing } from '../../stores/rules.ts'
import { DEPOSIT_HOURS } from './rules.ts'

/** How long a store awaits a bank transfer into an issued account. */
const DepositTermsView = Shape(
  {
    hours: Type.Integer({
      minimum: 0,
      maximum: DEPOSIT_HOURS.most,
      description:
        'after the claim; never past the start or the end of the free cancellation. 0: no longer than any other payment',
    }),
  },
  'DepositTerms',
)

export const getDepositTerms = endpoint({
  name: 'getDepositTerms',
  method: 'GET',
  path: '/v1/stores/:storeId/deposit-terms',
  summary: 'How long a store awaits a bank transfer',
  role: 'anyone',
  params: OfStore,
  answer: DepositTermsView,
  problems: [storeMissing],
})

export const changeDepositTerms = endpoint({
  name: 'changeDepositTerms',
  method: 'PUT',
  path: '/v1/stores/:storeId/deposit-terms',
  summary: 'Change how long a store awaits bank transfers, for accounts issued from now on',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  body: DepositTermsView,
  answer: DepositTermsView,
  problems: [storeMissing],
})
