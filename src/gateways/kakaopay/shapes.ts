import {
  isJsonObject,
  type JsonObject,
  koreanInstant,
  objectIn,
  text,
  webUrl,
  wholeOrDigits,
} from '../json-fields.ts'

/**
 * Parsers of KakaoPay's replies. Lenient: unknown fields are ignored, numbers may
 * be strings, optional fields may be missing. A reply without a field that money depends on reads
 * as undefined, which the adapter treats as unknown.
 */
export interface Ready {
  readonly tid: string
  readonly desktopUrl: string
  readonly mobileUrl: string
}

/** Members of both an approval and an order. Amounts are whole won. */
export interface Payment {
  readonly tid: string
  readonly orderNumber: string
  readonly buyer: string
  readonly total: number
  readonly taxFree: number
  readonly method?: string
  readonly approvedAt?: Date
}

export interface Approved extends Payment {
  readonly aid: string
}

export interface Order extends Payment {
  readonly status: string
  readonly canceled: number
  readonly approvals: readonly Action[]
  readonly cancels: readonly Action[]
}

export interface Action {
  readonly reference: string
  readonly amount: number
  /** Our `payload`. */
  readonly operationKey?: string
}

export interface Canceled {
  readonly aid: string
  /** The amount refunded by this call. */
  readonly amount: number
  /** What can still be refunded. */
  readonly balance: number
}

export interface Refusal {
  readonly code: number
  readonly message: string
  /** `extras.method_result_code`: the code of the bank or card, such as `USER_LOCKED`. */
  readonly methodResult?: string
}

export function readReady(body: JsonObject): Ready | undefined {
  const tid = text(body.tid)
  const desktopUrl = webUrl(body.next_redirect_pc_url)
  const mobileUrl = webUrl(body.next_redirect_mobile_url)
  return tid && desktopUrl && mobileUrl ? { tid, desktopUrl, mobileUrl } : undefined
}

export function readApproved(body: JsonObject): Approved | undefined {
  const aid = text(body.aid)
  const payment = readPayment(body)
  return aid && payment ? { ...payment, aid } : undefined
}

export function readOrder(body: JsonObject): Order | undefined {
  const status = text(body.status)
  const payment = readPayment(body)
  if (!status || !payment) return undefined

  const canceled = wholeOrDigits(objectIn(body.canceled_amount).total)
  if (canceled === undefined && status.endsWith('CANCEL_PAYMENT')) return undefined
  const details = list(body.payment_action_details)
  const approvals = readActions(details, 'PAYMENT', payment.total)
  const cancels = readActions(details, 'CANCEL', canceled ?? 0)
  if (!approvals || !cancels) return undefined
  return { ...payment, status, canceled: canceled ?? 0, approvals, cancels }
}

export function readCanceled(body: JsonObject): Canceled | undefined {
  const aid = text(body.aid)
  const amount = wholeOrDigits(objectIn(body.approved_cancel_amount).total)
  const balance = wholeOrDigits(objectIn(body.cancel_available_amount).total)
  if (!aid || amount === undefined || balance === undefined) return undefined
  return { aid, amount, balance }
}

/** Code and message, by either dialect's names. */
export function readRefusal(body: JsonObject): Refusal | undefined {
  const code = wholeOrDigits(body.code)
  if (code === undefined) return undefined
  const methodResult = text(objectIn(body.extras).method_result_code)
  const message = text(body.message)?.slice(0, 200) ?? ''
  return methodResult ? { code, message, methodResult } : { code, message }
}

function readPayment(body: JsonObject): Payment | undefined {
  const tid = text(body.tid)
  const orderNumber = text(body.partner_order_id)
  const buyer = text(body.partner_user_id)
  const amount = objectIn(body.amount)
  const total = wholeOrDigits(amount.total)
  if (!tid || !orderNumber || !buyer || total === undefined) return undefined

  const method = text(body.payment_method_type)?.toLowerCase()
  const approvedAt = koreanInstant(body.approved_at)
  return {
    tid,
    orderNumber,
    buyer,
    total,
    taxFree: wholeOrDigits(amount.tax_free) ?? 0,
    ...(method && { method }),
    ...(approvedAt && { approvedAt }),
  }
}

/**
 * The actions of one type. Old replies may lack `amount`: a single missing one is the rest of
 * `total`; with two missing the whole reply reads as undefined.
 */
function readActions(details: readonly JsonObject[], type: string, total: number) {
  const actions = details.filter((detail) => detail.payment_action_type === type)
  const known = actions.map((detail) => wholeOrDigits(detail.amount))
  if (known.filter((amount) => amount === undefined).length > 1) return undefined
  const rest = total - known.reduce<number>((sum, amount) => sum + (amount ?? 0), 0)
  return actions.map((detail, at): Action => {
    const operationKey = text(detail.payload)
    const action = { reference: text(detail.aid) ?? '', amount: known[at] ?? rest }
    return operationKey ? { ...action, operationKey } : action
  })
}

const list = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : []
