import type {
  Approval,
  ApproveAsk,
  CancelAsk,
  Cancellation,
  Gateway,
  Lookup,
  PrepareAsk,
  Prepared,
  Snapshot,
} from '../../payments/gateway.ts'
import { CALL_SECONDS, call, type KakaoPaySettings } from './call.ts'
import * as codes from './codes.ts'
import * as shapes from './shapes.ts'

/**
 * KakaoPay's one-off payment, in either of its dialects: ready, the buyer's window, approve; order
 * and cancel afterwards. It has no idempotency key and no webhook, and looks up by tid only;
 * the operation key is sent as `payload`, which KakaoPay returns with each approval and cancel.
 */
export function kakaoPay(settings: KakaoPaySettings): Gateway {
  return {
    name: 'kakaopay',
    approveMode: 'server',
    currencies: ['KRW'],
    sessionSeconds: 900,
    callSeconds: CALL_SECONDS,
    prepare: (ask) => prepare(settings, ask),
    parseReturn: (query) => (query.pg_token ? { clientToken: query.pg_token } : {}),
    approve: (ask) => approve(settings, ask),
    lookup: (ask) => lookup(settings, ask.reference),
    cancel: (ask) => cancel(settings, ask),
  }
}

async function prepare(settings: KakaoPaySettings, ask: PrepareAsk): Promise<Prepared> {
  if (ask.amount.currency !== 'KRW') return { is: 'rejected', reason: 'kakaopay takes KRW only' }
  // Only the sandbox's window shows it: KakaoPay has no field for it, and ignores the header.
  const headers = { 'jari-hold-until': ask.holdUntil.toISOString() }
  const reply = await call(settings, 'ready', readyAsk(ask), headers)
  if (reply.is === 'refused' && codes.isRejectedReady(reply.refusal))
    return codes.rejected(reply.refusal)
  const ready = reply.is === 'answered' && shapes.readReady(reply.body)
  if (!ready) return codes.unknown(reply)
  const redirect = { desktop: ready.desktopUrl, mobile: ready.mobileUrl }
  return { is: 'prepared', reference: ready.tid, redirect }
}

/** Sends the amount, so that KakaoPay refuses any other. */
async function approve(settings: KakaoPaySettings, ask: ApproveAsk): Promise<Approval> {
  const reply = await call(settings, 'approve', {
    tid: ask.reference,
    partner_order_id: ask.orderNumber,
    partner_user_id: ask.buyer,
    pg_token: ask.clientToken,
    total_amount: ask.amount.amount,
    payload: ask.operationKey,
  })
  if (reply.is === 'refused' && codes.isExpired(reply.refusal)) return { is: 'expired' }
  if (reply.is === 'refused' && codes.isDeclinedApprove(reply.refusal))
    return { is: 'declined', reason: codes.describe(reply.refusal) }
  const approved = reply.is === 'answered' && shapes.readApproved(reply.body)
  return approved ? { is: 'approved', snapshot: paidSnapshot(approved) } : codes.unknown(reply)
}

async function lookup(settings: KakaoPaySettings, tid: string): Promise<Lookup> {
  const reply = await call(settings, 'order', { tid })
  if (reply.is === 'refused' && codes.isMissing(reply.refusal)) return { is: 'not-found' }
  const order = reply.is === 'answered' && shapes.readOrder(reply.body)
  if (!order) return codes.unknown(reply)
  const snapshot = orderSnapshot(order)
  if (!snapshot) return { is: 'unknown', reason: `kakaopay status ${order.status}` }
  return { is: 'found', snapshot }
}

/** Sends the expected balance: of two concurrent cancels KakaoPay refuses one. */
async function cancel(settings: KakaoPaySettings, ask: CancelAsk): Promise<Cancellation> {
  const reply = await call(settings, 'cancel', {
    tid: ask.reference,
    cancel_amount: ask.amount.amount,
    cancel_tax_free_amount: ask.taxFree,
    ...(ask.vat !== undefined && { cancel_vat_amount: ask.vat }),
    cancel_available_amount: ask.balance,
    payload: ask.operationKey,
  })
  if (reply.is === 'refused' && codes.isRejectedCancel(reply.refusal))
    return codes.rejected(reply.refusal)
  const canceled = reply.is === 'answered' && shapes.readCanceled(reply.body)
  if (!canceled) return codes.unknown(reply)
  if (canceled.amount !== ask.amount.amount)
    return { is: 'unknown', reason: `kakaopay gave back ${canceled.amount}` }
  return { is: 'canceled', refundReference: canceled.aid, balance: canceled.balance }
}

const readyAsk = (ask: PrepareAsk) => ({
  partner_order_id: ask.orderNumber,
  partner_user_id: ask.buyer,
  item_name: [...ask.title].slice(0, 100).join(''),
  quantity: 1,
  total_amount: ask.amount.amount,
  tax_free_amount: ask.taxFree,
  approval_url: ask.returnUrls.success,
  cancel_url: ask.returnUrls.quit,
  fail_url: ask.returnUrls.fail,
})

/** A status that is not listed is unknown, never failed. */
const stateOf: Readonly<Record<string, Pick<Snapshot, 'state' | 'final'>>> = {
  READY: { state: 'open', final: false },
  SEND_TMS: { state: 'open', final: false },
  OPEN_PAYMENT: { state: 'open', final: false },
  SELECT_METHOD: { state: 'open', final: false },
  ARS_WAITING: { state: 'open', final: false },
  AUTH_PASSWORD: { state: 'open', final: false },
  SUCCESS_PAYMENT: { state: 'paid', final: true },
  PART_CANCEL_PAYMENT: { state: 'partly-refunded', final: true },
  CANCEL_PAYMENT: { state: 'refunded', final: true },
  FAIL_AUTH_PASSWORD: { state: 'declined', final: true },
  QUIT_PAYMENT: { state: 'quit', final: true },
  FAIL_PAYMENT: { state: 'declined', final: true },
}

function orderSnapshot(order: shapes.Order): Snapshot | undefined {
  const state = Object.hasOwn(stateOf, order.status) ? stateOf[order.status] : undefined
  const aid = order.approvals[0]?.reference
  return (
    state && {
      ...facts(order),
      ...state,
      ...(aid && { approvalReference: aid }),
      refunded: order.canceled,
      refunds: order.cancels,
    }
  )
}

/** An approval carries no status: a 200 means paid. */
const paidSnapshot = (approved: shapes.Approved): Snapshot => ({
  ...facts(approved),
  state: 'paid',
  final: true,
  approvalReference: approved.aid,
  refunded: 0,
  refunds: [],
})

const facts = ({
  tid,
  orderNumber,
  buyer,
  total,
  taxFree,
  method,
  approvedAt,
}: shapes.Payment) => ({
  reference: tid,
  orderNumber,
  buyer,
  amount: { amount: total, currency: 'KRW' as const },
  taxFree,
  ...(method && { method }),
  ...(approvedAt && { approvedAt }),
})
