import type { Fault } from '../faults.ts'
import { type Ledger, movesOf, paymentById, paymentsByOrder } from '../ledger.ts'
import { partsOf, vatOf } from '../rules.ts'
import { type PortOnePayment, portOne } from './facts.ts'
import { cancelableOf, notify, recordRefund, startRefund } from './money.ts'
import { type Fields, Refused, sentences } from './refusals.ts'
import { paymentView } from './views.ts'

/**
 * Refunds all or a part. Refused in this order: not found, refunded already, never
 * paid, unexpected balance, too much, tax parts that do not add up,
 * a virtual account without a refund account.
 */
export function cancel(
  { ledger, url }: { ledger: Ledger; url: string },
  ask: Fields,
  fault: Fault | undefined,
): object {
  const payment = wanted(ledger, ask)
  if (payment.status === 'cancelled') throw new Refused(sentences.alreadyCanceled)
  if (payment.status !== 'paid') throw new Refused(sentences.notCancelable)
  const left = cancelableOf(ledger, payment)
  const checksum = ask.whole('checksum')
  if (checksum !== null && checksum !== left.amount) throw new Refused(sentences.checksum)
  // missing and 0 both mean everything, as at PortOne
  const amount = ask.whole('amount') || left.amount
  if (amount < 1 || amount > left.amount) throw new Refused(sentences.tooMuch)
  const isAll = amount === left.amount
  const taxFree = ask.whole('tax_free') ?? (isAll ? left.taxFree : 0)
  const guessed = isAll ? left.vat : Math.min(vatOf(amount, taxFree), left.vat)
  const vat = ask.whole('vat_amount') ?? guessed
  const fits =
    taxFree >= 0 && taxFree <= left.taxFree && amount - taxFree <= left.amount - left.taxFree
  if (!fits || vat < 0 || vat > Math.min(left.vat, amount - taxFree))
    throw new Refused(sentences.parts)
  if (payment.method === 'vbank' && !hasAccount(ask)) throw new Refused(sentences.noAccount)

  const part = { amount, taxFree, vat, note: ask.text('reason') }
  if (fault?.fault === 'pending-success') startRefund(ledger, payment, part, 'succeed')
  else if (fault?.fault === 'pending-failure') startRefund(ledger, payment, part, 'fail')
  else {
    const id = recordRefund(ledger, payment, part)
    if (ask.flag('enable_webhook')) notify(ledger, payment, id)
  }
  const after = portOne(paymentById(ledger, 'portone-v1', payment.id) ?? payment)
  return paymentView(after, movesOf(ledger, payment.id), url)
}

/** A refund in the console or a chargeback, without a webhook. */
export function cancelElsewhere(
  ledger: Ledger,
  payment: PortOnePayment,
  amount: number,
  why: 'console' | 'chargeback',
): void {
  const parts = partsOf(cancelableOf(ledger, payment), amount)
  const id = recordRefund(ledger, payment, { ...parts, note: why })
  if (why === 'console') notify(ledger, payment, id)
}

/** By imp_uid if given; else the paid attempt. */
function wanted(ledger: Ledger, ask: Fields): PortOnePayment {
  const impUid = ask.text('imp_uid')
  const merchantUid = ask.text('merchant_uid')
  const attempts = merchantUid ? paymentsByOrder(ledger, 'portone-v1', merchantUid) : []
  const found = impUid
    ? paymentById(ledger, 'portone-v1', impUid)
    : (attempts.find(({ status }) => status === 'paid') ?? attempts[0])
  if (!found) throw new Refused(sentences.notCancelable)
  return portOne(found)
}

const hasAccount = (ask: Fields) =>
  ['refund_holder', 'refund_bank', 'refund_account'].every((name) => ask.text(name) !== null)
