import { readPhone } from '../../../../accounts/phone/operations.ts'
import { type Engine, perEngine } from '../../../../engine.ts'
import type { Id } from '../../../../kernel/id.ts'
import { sharedLookUp } from '../../../../kernel/shared-read.ts'
import { findOwnOrder } from '../../../../orders/own.ts'
import { readReturned, returnPayment, settleAndRefund } from '../../../../payments/approve.ts'
import { callGateway } from '../../../../payments/call-gateway.ts'
import { readAttemptsOf } from '../../../../payments/queries.ts'
import { type Outcome, returnUrl } from '../../../../payments/return-address.ts'
import { amountDiffers, isOver, type Payment } from '../../../../payments/rules.ts'
import { startPayment } from '../../../../payments/start.ts'
import { agreeByContract } from '../../../../payments/terms/operations.ts'
import { readCells } from '../../../../postgres/cells.ts'
import { type Once, recallMany } from '../../../../postgres/once.ts'
import { cartEmpty } from '../../carts/rules.ts'
import type { DeliveryForm } from '../form.ts'
import { type OrderAsk, placeOrder } from '../order.ts'
import { marketUnsaid, notPaidYet, paymentDiffers } from '../rules.ts'
import { findCarts } from './queries.ts'

// Paid through the house's one start and one return: nothing is kept here.

const GATEWAY = 'portone-v1'

/** The only cart of a buyer. Problems in order: cart-empty, market-unsaid. */
export async function onlyCartOf(engine: Engine, buyerId: Id<'Account'>): Promise<Id<'Store'>> {
  const found = await readCells(engine, (on) => findCarts(on, buyerId))
  const [first, ...others] = found.map(({ storeId }) => storeId)
  if (!first) throw cartEmpty()
  if (others.length > 0) throw marketUnsaid({ marketIds: [first, ...others] })
  return first
}

/** The form of old has no phone number: the one that the account keeps is used, where it has one. */
export async function createOrder(engine: Engine, ask: OrderAsk & { readonly form: DeliveryForm }) {
  const phone = ask.form.phone ?? (await readPhone(engine, ask.buyerId)) ?? undefined
  const { id } = await placeOrder(engine, {
    ...ask,
    form: { ...ask.form, ...(phone && { phone }) },
  })
  return { order_id: id }
}

interface OwnAsk {
  readonly buyerId: Id<'Account'>
  readonly orderId: Id<'Order'>
  /** What the browser says; compared, never used. */
  readonly amount: number
}

/**
 * Starts an attempt with an id of its own; one that is open is ended first, so that no id comes twice.
 * Problems in order: order-missing, not-yours, amount-differs, those of `startPayment`.
 */
export async function prepareOrder(
  engine: Engine,
  {
    payMethod,
    once,
    ...own
  }: OwnAsk & { readonly payMethod: string; readonly once?: Once | undefined },
) {
  const { buyerId, orderId } = own
  const { storeId, amount } = await findOwnOrder(engine, own)
  if (amount !== own.amount) throw amountDiffers()
  const [last] = await attemptsOf(engine, storeId, orderId)
  if (last?.gateway === GATEWAY && last.state === 'ready') {
    const isKnown = once && (await recallMany(engine.cell(storeId), [once]))[0] !== undefined
    if (!isKnown) await comeBack(engine, last, 'quit')
  }
  await agreeByContract(engine, own)
  const key = engine.newId()
  const { stored } = await startPayment(engine, {
    ...{ buyerId, orderId, gateway: GATEWAY, device: 'desktop' },
    once: once ?? { scope: buyerId, key, fingerprint: key },
  })
  const { id } = JSON.parse(stored) as { readonly id: Id<'Payment'> }
  const payment = await readReturned(engine)(id, storeId)
  const { returnUrls: _, ...launch } = { returnUrls: null, ...payment?.launch }
  return {
    works: true as const,
    merchant_id: payment?.reference ?? '',
    request_pay: { ...launch, pay_method: payMethod },
  }
}

/** The buyer's session stands for the signature that a browser would bring back from the window. */
function comeBack(engine: Engine, payment: Payment, outcome: Outcome): Promise<Payment> {
  const token = new URL(returnUrl(engine, payment, outcome)).searchParams.get('t') ?? ''
  return returnPayment(engine, { paymentId: payment.id, token, query: { outcome } })
}

interface Validation extends OwnAsk {
  readonly merchantId: string
  readonly impId: string
}

/**
 * Verifies a payment by a look-up. What the browser says must be what the order and iamport say, before
 * anything is settled.
 * Problems in order: order-missing, not-yours, payment-differs, not-paid-yet.
 */
export async function validateOrder(engine: Engine, ask: Validation): Promise<{ works: true }> {
  const { storeId } = await findOwnOrder(engine, ask)
  const payment = (await attemptsOf(engine, storeId, ask.orderId)).find(
    ({ gateway, reference }) => gateway === GATEWAY && reference === ask.merchantId,
  )
  if (!payment) throw paymentDiffers({ works: false, differs: ['merchant_id'] })
  if (payment.amount !== ask.amount) throw paymentDiffers({ works: false, differs: ['amount'] })
  const found = isOver(payment) ? undefined : await findTransaction(engine, ask)
  const settled =
    found && payment.state === 'ready'
      ? await settleAndRefund(engine, payment, found)
      : await comeBack(engine, payment, 'success')
  if (settled.state === 'fulfilled' && settled.approvalReference === ask.impId)
    return { works: true }
  if (settled.state === 'fulfilled') throw paymentDiffers({ works: false, differs: ['imp_id'] })
  if (isOver(settled)) throw paymentDiffers({ works: false, differs: ['payment'] })
  throw notPaidYet({ works: false })
}

/** Problems in order: not-paid-yet, payment-differs. */
async function findTransaction(engine: Engine, { merchantId, impId }: Validation) {
  const reply = await callGateway(engine, GATEWAY, (gateway) =>
    gateway.lookup({ reference: merchantId }),
  )
  const paid = reply.is === 'found' ? reply.snapshot.approvalReference : undefined
  if (paid === undefined) throw notPaidYet({ works: false })
  if (paid !== impId) throw paymentDiffers({ works: false, differs: ['imp_id'] })
  return reply
}

/** Of concurrent callers with one statement, the last attempt first. */
const attemptsOf = async (engine: Engine, storeId: Id<'Store'>, orderId: Id<'Order'>) =>
  (await attempts(engine)(orderId, storeId)) ?? []

const attempts = perEngine((engine) =>
  sharedLookUp(async (orderIds: readonly Id<'Order'>[], storeId) =>
    Map.groupBy(
      await readAttemptsOf(engine.cell(storeId), storeId, orderIds),
      ({ orderId }) => orderId,
    ),
  ),
)
