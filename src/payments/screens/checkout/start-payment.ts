import type { BodyOf } from '../../../kernel/endpoint.ts'
import { call, type Result } from '../../../web/call.ts'
import { newKey } from '../../../web/new-key.ts'
import type * as contract from '../../contract.ts'
import type * as terms from '../../terms/contract.ts'
import type { PaymentAnswer } from './checkout-queries.ts'

/** Starts a payment under the cancellation terms that stand above the button (`PayTerms`). */
export async function startPayment(
  orderId: string,
  body: Omit<BodyOf<typeof contract.startPayment>, 'cancellationTerms'>,
): Promise<Result<PaymentAnswer>> {
  const params = { orderId }
  const shown = await call<typeof terms.getCancellationTerms>(
    'GET /v1/orders/:orderId/cancellation-terms',
    { params },
  )
  if (!shown.ok) return shown
  return call<typeof contract.startPayment>('POST /v1/orders/:orderId/payments', {
    ...{ params, key: newKey() },
    body: { ...body, cancellationTerms: shown.answer.hash },
  })
}
