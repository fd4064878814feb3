import type {
  Approval,
  ApproveAsk,
  CancelAsk,
  Cancellation,
  Gateway,
  ListAsk,
  Listed,
  Lookup,
  PrepareAsk,
  Prepared,
  Returned,
} from '../../payments/gateway.ts'
import { objectIn } from '../json-fields.ts'
import { unpaidBy } from '../quit.ts'
import { CALL_SECONDS, call, type PortOneV2Settings, pathOf } from './call.ts'
import * as codes from './codes.ts'
import { launcherOf, launchOf } from './launch.ts'
import * as shapes from './shapes.ts'
import { snapshotOf } from './snapshot.ts'
import { readWebhook } from './webhook.ts'

/**
 * PortOne V2 with a channel of manual approval: the browser script opens the window, which returns
 * a token, and our confirm takes the money. PortOne's id of a payment is ours. The
 * amount is registered in advance, so that a browser cannot pay another one.
 */
export function portOneV2(settings: PortOneV2Settings): Gateway {
  return {
    name: 'portone-v2',
    approveMode: 'server',
    currencies: ['KRW'],
    sessionSeconds: 900,
    takesDeposits: true,
    callSeconds: CALL_SECONDS,
    prepare: (ask) => prepare(settings, ask),
    parseReturn,
    approve: (ask) => approve(settings, ask),
    lookup: (ask) => lookup(settings, ask.reference),
    cancel: (ask) => cancel(settings, ask),
    close: (ask) => close(settings, ask),
    launcher: launcherOf(settings),
    readWebhook: (ask) => readWebhook(settings, ask),
    list: (ask) => list(settings, ask),
  }
}

async function prepare(settings: PortOneV2Settings, ask: PrepareAsk): Promise<Prepared> {
  const { merchantId, amount } = ask
  if (amount.currency !== 'KRW') return { is: 'rejected', reason: 'portone-v2 takes KRW only' }
  const reply = await call(settings, {
    method: 'POST',
    path: pathOf(merchantId, '/pre-register'),
    operationKey: `${ask.paymentId}-prepare`,
    body: {
      storeId: settings.storeId,
      totalAmount: amount.amount,
      taxFreeAmount: ask.taxFree,
      currency: amount.currency,
    },
  })
  if (reply.is === 'refused' && codes.isRejectedPrepare(reply.refusal))
    return codes.rejected(reply.refusal)
  if (reply.is !== 'answered') return codes.unknown(reply)
  return { is: 'prepared', reference: merchantId, launch: launchOf(settings, ask) }
}

/** A return with a code is a failure, whatever its other parameters. */
function parseReturn(query: Readonly<Record<string, string>>): Returned {
  const { paymentToken, txId = '', code, message, pgCode, pgMessage } = query
  if (code) return { left: unpaidBy(code, message, pgCode, pgMessage) }
  return paymentToken ? { clientToken: `${txId} ${paymentToken}` } : {}
}

/**
 * Sends the facts, so that PortOne refuses another amount. Its reply only says that
 * money was taken, so the payment is looked up; also after a refusal, which is about this call only.
 */
async function approve(settings: PortOneV2Settings, ask: ApproveAsk): Promise<Approval> {
  const [txId, ...token] = ask.clientToken.split(' ')
  const reply = await call(settings, {
    method: 'POST',
    path: pathOf(ask.reference, '/confirm'),
    operationKey: ask.operationKey,
    body: {
      storeId: settings.storeId,
      paymentToken: token.join(' ') || ask.clientToken,
      ...(token.length > 0 && txId && { txId }),
      currency: ask.amount.currency,
      totalAmount: ask.amount.amount,
      isTest: settings.isTest,
    },
  })
  const isDeclined = reply.is === 'refused' && codes.isDeclinedConfirm(reply.refusal)
  if (reply.is !== 'answered' && !isDeclined) return codes.unknown(reply)
  const found = await lookup(settings, ask.reference)
  if (found.is !== 'found') return found.is === 'unknown' ? found : codes.unknown(reply)
  const { snapshot } = found
  if (!isDeclined && snapshot.state === 'paid') return { is: 'approved', snapshot }
  const isOpen = snapshot.state === 'open' && !snapshot.deposit
  const isUnpaid = isOpen || snapshot.state === 'declined' || snapshot.state === 'quit'
  if (isDeclined && isUnpaid) return { is: 'declined', reason: codes.describe(reply.refusal) }
  return { is: 'unknown', reason: `portone-v2 confirmed what is ${snapshot.state}` }
}

async function lookup(settings: PortOneV2Settings, paymentId: string): Promise<Lookup> {
  const storeId = encodeURIComponent(settings.storeId)
  const path = `${pathOf(paymentId)}?storeId=${storeId}`
  const reply = await call(settings, { method: 'GET', path })
  if (reply.is === 'refused' && codes.isMissing(reply.refusal)) return { is: 'not-found' }
  const payment = reply.is === 'answered' && shapes.readPayment(reply.body)
  if (!payment) return codes.unknown(reply)
  const snapshot = snapshotOf(settings, payment)
  if (!snapshot) return { is: 'unknown', reason: `portone-v2 status ${payment.status}` }
  return { is: 'found', snapshot }
}

/** Sends the expected balance, which PortOne checks: the new balance follows from it. */
async function cancel(settings: PortOneV2Settings, ask: CancelAsk): Promise<Cancellation> {
  const reply = await call(settings, {
    method: 'POST',
    path: pathOf(ask.reference, '/cancel'),
    operationKey: ask.operationKey,
    body: {
      storeId: settings.storeId,
      amount: ask.amount.amount,
      taxFreeAmount: ask.taxFree,
      ...(ask.vat !== undefined && { vatAmount: ask.vat }),
      reason: ask.reason,
      currentCancellableAmount: ask.balance,
    },
  })
  if (reply.is === 'refused' && codes.isRejectedCancel(reply.refusal))
    return codes.rejected(reply.refusal)
  const made = reply.is === 'answered' && shapes.readCancellation(reply.body.cancellation)
  if (!made) return codes.unknown(reply)
  const { id, status, amount } = made
  if (amount !== ask.amount.amount)
    return { is: 'unknown', reason: `portone-v2 gave back ${amount}` }
  if (status === 'SUCCEEDED')
    return { is: 'canceled', refundReference: id, balance: ask.balance - amount }
  if (status === 'REQUESTED') return { is: 'pending', refundReference: id }
  if (status === 'FAILED') return { is: 'rejected', reason: 'portone-v2 cancellation FAILED' }
  return { is: 'unknown', reason: `portone-v2 cancellation ${status}` }
}

/** Without our confirm only an issued virtual account can be paid: it is closed. */
async function close(
  settings: PortOneV2Settings,
  { reference, operationKey }: { readonly reference: string; readonly operationKey: string },
): Promise<void> {
  const path = `${pathOf(reference, '/virtual-account/close')}?storeId=${encodeURIComponent(settings.storeId)}`
  await call(settings, { method: 'POST', path, operationKey })
}

const PAGE_SIZE = 100

/** Payments that are not ours or unreadable are left out; a lookup by id finds them. */
async function list(settings: PortOneV2Settings, ask: ListAsk): Promise<Listed> {
  const number = Number(ask.after ?? 0)
  const asked = {
    page: { number, size: PAGE_SIZE },
    filter: {
      storeId: settings.storeId,
      timestampType: 'STATUS_CHANGED_AT',
      from: ask.from.toISOString(),
      until: ask.to.toISOString(),
      sortBy: 'STATUS_CHANGED_AT',
      sortOrder: 'ASC',
    },
  }
  const requestBody = encodeURIComponent(JSON.stringify(asked))
  const reply = await call(settings, {
    method: 'GET',
    path: `/payments?requestBody=${requestBody}`,
  })
  if (reply.is !== 'answered' || !Array.isArray(reply.body.items)) return codes.unknown(reply)
  const snapshots = reply.body.items.flatMap((item) => {
    const payment = shapes.readPayment(objectIn(item))
    return (payment && snapshotOf(settings, payment)) ?? []
  })
  const isFull = reply.body.items.length >= PAGE_SIZE
  return { is: 'listed', snapshots, ...(isFull && { next: String(number + 1) }) }
}
