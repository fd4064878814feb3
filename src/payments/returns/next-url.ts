import type { Static } from 'typebox'
import type { Engine } from '../../engine.ts'
import type { PaymentView } from '../contract.ts'
import type { Payment } from '../rules.ts'
import { paymentView } from '../view.ts'
import { readReturn } from './queries.ts'
import { addressFor } from './rules.ts'

type Returned = Static<typeof PaymentView> & { readonly nextUrl: string | null }

/** A payment whose window has closed, and where its front end wants the buyer; null: a page of ours. */
export async function returnedView(
  engine: Engine,
  payment: Payment,
  outcome: string | undefined,
): Promise<Returned> {
  const view = paymentView(payment)
  const addresses = await readReturn(engine.cell(payment.storeId), payment)
  const address = addresses && addressFor(addresses, view.status, outcome)
  if (!address) return { ...view, nextUrl: null }
  const url = new URL(address)
  url.searchParams.set('orderId', view.orderId)
  url.searchParams.set('paymentId', view.id)
  url.searchParams.set('status', view.status)
  return { ...view, nextUrl: url.href }
}
