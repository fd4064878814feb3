import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Instant, OrNull, Shape, Uuid } from '../../kernel/shape.ts'
import { notYours, orderMissing } from '../../orders/rules.ts'
import { PolicyView } from '../../policies/contract.ts'

/** Names the terms that a buyer has seen. */
export const TermsHash = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description:
    '`hash` of `GET /v1/orders/{orderId}/cancellation-terms`, which the buyer has been shown: starting the ' +
    'payment says that they agree. Required where money is paid.',
})

export const getCancellationTerms = endpoint({
  name: 'getCancellationTerms',
  method: 'GET',
  path: '/v1/orders/:orderId/cancellation-terms',
  summary: 'The cancellation terms of an order of your own, to be shown before it is paid',
  description:
    'The tiers are those of the store when the order was made; the words are those of `GET /v1/terms/cancellation` ' +
    'in this version. What was agreed to stays.',
  role: 'customer',
  guestOrder: 'orderId',
  params: Shape({ orderId: Uuid }),
  answer: Shape(
    { hash: TermsHash, version: Type.Integer(), policy: PolicyView, agreedAt: OrNull(Instant) },
    'CancellationTerms',
  ),
  problems: [orderMissing, notYours],
})
