import type { Answer } from '../answer.ts'
import type { Fault } from '../faults.ts'
import { sandboxKeys } from '../keys.ts'
import { type Ledger, movesOf, set, setting } from '../ledger.ts'
import { pendingRefundsOf } from '../refunds.ts'
import { leftOf, vatOf } from '../rules.ts'
import { merchantAddress } from '../webhooks.ts'
import { closeAccount, fail, issueAccount, pay, recordRefund, startRefund } from './changes.ts'
import { hasSucceeded, type PortOnePayment, TOKEN_SECONDS, triesOf, tryOf } from './facts.ts'
import { answerTo, type Fields, pgRefusal, Refused } from './refusals.ts'
import { cancellationView, paymentView, pgTxIdOf } from './views.ts'

/** The context of a call. */
export interface Asked {
  readonly ledger: Ledger
  readonly now: Date
  /** The sandbox's own address. */
  readonly url: string
  /** The id in the path: of a payment or a session. */
  readonly id: string
  readonly fields: Fields
  readonly fault: Fault | undefined
}

export const done = (body: object): Answer => ({ status: 200, body })

/** Registers the amount that a window must be opened with; the last one wins. */
export function preRegister({ ledger, id, fields }: Asked): Answer {
  if (triesOf(ledger, id).some(hasSucceeded)) throw new Refused('ALREADY_PAID')
  const facts = {
    totalAmount: fields.wholeOrNull('totalAmount'),
    taxFreeAmount: fields.wholeOrNull('taxFreeAmount'),
    currency: fields.textOrNull('currency'),
  }
  set(ledger, registeredName(id), JSON.stringify(facts))
  return done({})
}

const registeredName = (paymentId: string) => `portone-v2 registered ${paymentId}`

/** Matches what was registered, if anything was. */
export function isAsRegistered(
  ledger: Ledger,
  paymentId: string,
  facts: {
    readonly totalAmount: number
    readonly taxFreeAmount: number
    readonly currency: string
  },
): boolean {
  const text = setting(ledger, registeredName(paymentId))
  const registered = text ? JSON.parse(String(text)) : {}
  return Object.entries(facts).every(([name, value]) => (registered[name] ?? value) === value)
}

/** A payment exists only once its window was opened. */
export const getPayment = ({ ledger, id }: Asked): Answer =>
  done(paymentView(ledger, found(ledger, id)))

/**
 * In order: PAYMENT_NOT_FOUND, ALREADY_PAID, INVALID_PAYMENT_TOKEN, INFORMATION_MISMATCH, and the
 * PG's refusal after the time limit, which ends the attempt.
 */
export function confirm({ ledger, now, id, fields }: Asked): Answer {
  if (hasSucceeded(found(ledger, id))) throw new Refused('ALREADY_PAID')
  const token = fields.text('paymentToken')
  const payment = triesOf(ledger, id).find(
    (one) => one.status === 'AUTHENTICATED' && one.token === token,
  )
  if (!payment) throw new Refused('INVALID_PAYMENT_TOKEN')
  const facts: readonly [unknown, unknown][] = [
    [fields.textOrNull('txId'), payment.id],
    [fields.textOrNull('currency'), payment.currency],
    [fields.wholeOrNull('totalAmount'), payment.amount],
    [fields.wholeOrNull('taxFreeAmount'), payment.taxFree],
    [fields.flag('isTest'), true],
  ]
  if (facts.some(([told, known]) => told !== null && told !== known))
    throw new Refused('INFORMATION_MISMATCH')
  const since = new Date(payment.detail.authenticatedAt ?? now)
  if (now.getTime() - since.getTime() >= TOKEN_SECONDS * 1000) {
    const [pgCode, pgMessage] = ['NOT_FOUND_PAYMENT_SESSION', '결제 시간이 만료되었습니다']
    fail(ledger, payment, now, pgCode, pgMessage)
    return answerTo(pgRefusal(pgCode, pgMessage))
  }
  if (payment.method === 'VIRTUAL_ACCOUNT') issueAccount(ledger, payment, now)
  else pay(ledger, payment, now)
  return done({ pgTxId: pgTxIdOf(payment), paidAt: now.toISOString() })
}

/** The bank declines; final. */
export function failConfirm({ ledger, now, id }: Asked): void {
  const payment = tryOf(ledger, id)
  if (payment && !hasSucceeded(payment))
    fail(ledger, payment, now, 'REJECT_CARD_COMPANY', '카드사에서 거절했습니다')
}

/** In order: those of `refusedCancel`; else refunds now, or starts a pending refund. */
export function cancel({ ledger, now, id, fields, fault }: Asked): Answer {
  const payment = found(ledger, id)
  const left = cancellable(ledger, payment)
  const reason = fields.text('reason')
  const amount = fields.wholeOrNull('amount') ?? left.amount
  const isAll = amount === left.amount
  const taxFree = fields.wholeOrNull('taxFreeAmount') ?? (isAll ? left.taxFree : 0)
  const vatMost = Math.min(vatOf(amount, taxFree), left.vat)
  const vat = fields.wholeOrNull('vatAmount') ?? (isAll ? left.vat : vatMost)
  const believed = fields.wholeOrNull('currentCancellableAmount') ?? left.amount
  const type = refusedCancel(payment, left, { amount, taxFree, vat, believed })
  if (type) throw new Refused(type)
  if (payment.detail.account && !fields.members('refundAccount').has('number'))
    throw pgRefusal('INVALID_REFUND_ACCOUNT', '환불 계좌가 필요합니다')

  const skipWebhook = fields.flag('skipWebhook') ?? false
  const refund = { amount, taxFree, vat, note: reason, trigger: 'API', skipWebhook } as const
  const slow = { 'pending-success': 'succeed', 'pending-failure': 'fail' } as const
  const ends = slow[fault?.fault as keyof typeof slow]
  const made = ends
    ? startRefund(ledger, payment, refund, ends, now)
    : recordRefund(ledger, payment, refund, now)
  return done({ cancellation: cancellationView(found(ledger, id), made) })
}

interface Parts {
  readonly amount: number
  readonly taxFree: number
  readonly vat: number
}

/** @returns PortOne's error type, in the order of the checks */
function refusedCancel(
  { status }: PortOnePayment,
  left: Parts,
  { amount, taxFree, vat, believed }: Parts & { readonly believed: number },
): string | undefined {
  if (status === 'CANCELLED' || (status === 'PAID' && left.amount === 0))
    return 'PAYMENT_ALREADY_CANCELLED'
  if (status !== 'PAID' && status !== 'PARTIAL_CANCELLED') return 'PAYMENT_NOT_PAID'
  if (believed !== left.amount) return 'CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN'
  if (amount === 0) return 'INVALID_REQUEST'
  if (amount > left.amount) return 'CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT'
  if (taxFree + vat > amount) return 'SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT'
  if (taxFree > left.taxFree) return 'CANCEL_TAX_FREE_AMOUNT_EXCEEDS_CANCELLABLE_TAX_FREE_AMOUNT'
  const isTaxedTooMuch = vat > left.vat || amount - taxFree > left.amount - left.taxFree
  return isTaxedTooMuch ? 'CANCEL_TAX_AMOUNT_EXCEEDS_CANCELLABLE_TAX_AMOUNT' : undefined
}

/** What can still be refunded, without pending refunds. */
function cancellable(ledger: Ledger, { id }: PortOnePayment): Parts {
  const left = leftOf(movesOf(ledger, id))
  for (const { state, amount, taxFree, vat } of pendingRefundsOf(ledger, id)) {
    if (state !== 'pending') continue
    left.amount -= amount
    left.taxFree -= taxFree
    left.vat -= vat
  }
  return left
}

/** Needs a contract with the PG, which this merchant does not have. */
export function capture({ ledger, id }: Asked): Answer {
  if (found(ledger, id).status !== 'PAID') throw new Refused('PAYMENT_NOT_PAID')
  throw pgRefusal('NOT_SUPPORTED', '지원하지 않는 기능입니다')
}

/** Closes the virtual account. */
export function closeVirtualAccount({ ledger, now, id }: Asked): Answer {
  const payment = found(ledger, id)
  if (payment.status !== 'VIRTUAL_ACCOUNT_ISSUED')
    throw new Refused('PAYMENT_NOT_WAITING_FOR_DEPOSIT')
  closeAccount(ledger, payment, now)
  return done({ closedAt: now.toISOString() })
}

const RESENDS_MOST = 10

/** Sends the last webhook, or that of `webhookId`, again at once. */
export function resendWebhook({ ledger, now, id, fields }: Asked): Answer {
  found(ledger, id)
  const wanted = fields.textOrNull('webhookId')
  const row = ledger.sql.get`
    select seq, event_id as "eventId", url, body, tries from webhooks
     where gateway = 'portone-v2' and order_id = ${id}
       and (${wanted} is null or event_id = ${wanted})
     order by seq desc limit 1`
  if (!row) throw new Refused('WEBHOOK_NOT_FOUND')
  if (Number(row.tries) >= RESENDS_MOST) throw new Refused('MAX_WEBHOOK_RETRY_COUNT_REACHED')
  ledger.sql.run`update webhooks set due_at = ${now.getTime()} where seq = ${row.seq as number}`
  const webhook = {
    id: row.eventId,
    url: row.url ?? merchantAddress(ledger, 'portone-v2'),
    currentExecutionCount: Number(row.tries),
    trigger: 'MANUAL',
    request: { body: row.body },
  }
  return done({ webhook })
}

const PAGE_MOST = 1000

/** The payments of a period, by creation or last change; newest first by default. */
export function listPayments({ ledger, now, fields }: Asked): Answer {
  const [page, filter] = [fields.members('page'), fields.members('filter')]
  const [number, size] = [page.wholeOrNull('number') ?? 0, page.wholeOrNull('size') ?? 10]
  if (size === 0 || size > PAGE_MOST) throw new Refused('INVALID_REQUEST')
  storeOf(filter)
  const until = new Date(filter.textOrNull('until') ?? now)
  const from = new Date(filter.textOrNull('from') ?? until.getTime() - 90 * 86_400_000)
  const statuses = filter.list('status')
  const isByBegin = filter.textOrNull('timestampType') === 'CREATED_AT'
  const at = (one: PortOnePayment) =>
    isByBegin ? one.createdAt : new Date(one.detail.statusChangedAt)
  const found = everyPayment(ledger)
    .filter((one) => at(one) >= from && at(one) <= until)
    .filter(({ status }) => statuses.length === 0 || statuses.includes(status))
    .sort((one, other) => at(one).getTime() - at(other).getTime())
  if (filter.textOrNull('sortOrder') !== 'ASC') found.reverse()
  const items = found.slice(number * size, (number + 1) * size)
  return done({
    items: items.map((one) => paymentView(ledger, one)),
    page: { number, size, totalCount: found.length },
  })
}

function everyPayment(ledger: Ledger): PortOnePayment[] {
  const ids = ledger.sql
    .all`select distinct order_id as id from payments where gateway = 'portone-v2'`
  return ids.flatMap(({ id }) => tryOf(ledger, String(id)) ?? [])
}

export function found(ledger: Ledger, paymentId: string): PortOnePayment {
  const payment = tryOf(ledger, paymentId)
  if (!payment) throw new Refused('PAYMENT_NOT_FOUND')
  return payment
}

/** The store must match the secret. */
export function storeOf(fields: Fields): void {
  const storeId = fields.textOrNull('storeId')
  if (storeId !== null && storeId !== sandboxKeys.portOneV2.storeId) throw new Refused('FORBIDDEN')
}
