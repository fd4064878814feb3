import { withOffset } from '../../../kernel/time.ts'
import { sandboxKeys } from '../keys.ts'
import { type Ledger, movesOf } from '../ledger.ts'
import { type PendingRefund, pendingRefundsOf } from '../refunds.ts'
import { leftOf, type Move, vatOf } from '../rules.ts'
import { isAccountOver, statusOf, type TossPayment } from './facts.ts'

export const time = (at: Date): string => withOffset(at, 'Asia/Seoul')

interface CallContext {
  readonly ledger: Ledger
  readonly now: Date
  readonly url: string
}

/** Toss's payment object, field for field; most calls answer with it. */
export function paymentView({ ledger, now, url }: CallContext, payment: TossPayment): object {
  const moves = movesOf(ledger, payment.id)
  const cancels = cancelsOf(payment, moves, pendingRefundsOf(ledger, payment.id))
  const approval = moves.find(({ type }) => type === 'approval')
  const balance = approval ? leftOf(moves).amount : payment.amount
  const untaxed = approval ? leftOf(moves).taxFree : payment.taxFree
  const vat = approval ? leftOf(moves).vat : vatOf(payment.amount, payment.taxFree)
  const status = statusOf(payment, now)
  return {
    mId: sandboxKeys.toss.mId,
    version: '2022-11-16',
    paymentKey: payment.id,
    lastTransactionKey: latestOf(approval, cancels)?.id ?? null,
    type: 'NORMAL',
    orderId: payment.orderId,
    orderName: payment.title,
    currency: payment.currency,
    method: status === 'READY' || status === 'EXPIRED' ? null : payment.method,
    totalAmount: payment.amount,
    balanceAmount: balance,
    suppliedAmount: balance - vat - untaxed,
    vat,
    taxFreeAmount: payment.taxFree,
    taxExemptionAmount: 0,
    status,
    requestedAt: time(payment.createdAt),
    approvedAt: approval ? time(approval.at) : null,
    useEscrow: false,
    cultureExpense: false,
    isPartialCancelable: true,
    country: 'KR',
    card: approval && payment.method === '카드' ? card(payment) : null,
    virtualAccount: accountView(payment, now, moves.length > 0),
    transfer: null,
    mobilePhone: null,
    easyPay: null,
    giftCertificate: null,
    cashReceipt: null,
    cashReceipts: null,
    discount: null,
    cancels: cancels.length > 0 ? cancels.map(({ at: _, ...cancel }) => cancel) : null,
    secret: payment.detail.account ? payment.detail.secret : null,
    failure:
      status === 'EXPIRED'
        ? { code: 'EXPIRED_PAYMENT', message: '결제가 만료되었습니다.' }
        : payment.detail.failure,
    receipt: approval ? { url: `${url}/ledger?order=${payment.orderId}` } : null,
    checkout: { url: `${url}/window/${payment.windowKey}/pc` },
    metadata: payment.detail.metadata,
  }
}

type CancelView = ReturnType<typeof cancelsOf>[number]

/** The latest transaction of a payment. */
const latestOf = (approval: Move | undefined, cancels: readonly CancelView[]) =>
  [
    ...(approval ? [{ at: approval.at, id: approval.id }] : []),
    ...cancels.map(({ at, transactionKey }) => ({ at, id: transactionKey })),
  ]
    .sort((one, other) => Number(one.at) - Number(other.at))
    .at(-1)

/** Completed refunds, then pending and failed ones. */
function cancelsOf(payment: TossPayment, moves: readonly Move[], slow: readonly PendingRefund[]) {
  let left = payment.amount
  const done = moves.flatMap((move) => {
    if (move.type !== 'refund') return []
    left -= move.amount
    return [{ ...move, left, cancelStatus: 'DONE' }]
  })
  const others = slow.flatMap((refund) =>
    refund.state === 'done'
      ? []
      : [
          {
            ...refund,
            at: refund.askedAt,
            left,
            cancelStatus: refund.state === 'failed' ? 'ABORTED' : 'IN_PROGRESS',
          },
        ],
  )
  return [...done, ...others].map((cancel) => ({
    transactionKey: cancel.id,
    cancelReason: cancel.note ?? '',
    cancelAmount: cancel.amount,
    taxFreeAmount: cancel.taxFree,
    taxExemptionAmount: 0,
    refundableAmount: cancel.left,
    easyPayDiscountAmount: 0,
    canceledAt: time(cancel.at),
    receiptKey: null,
    cancelStatus: cancel.cancelStatus,
    cancelRequestId: null,
    at: cancel.at,
  }))
}

function accountView(payment: TossPayment, now: Date, isPaid: boolean) {
  const { account } = payment.detail
  if (!account || payment.status === 'IN_PROGRESS') return null
  return {
    accountType: '일반',
    accountNumber: account.number,
    bankCode: account.bankCode,
    customerName: '샌드박스',
    depositorName: isPaid ? '샌드박스' : '',
    dueDate: time(new Date(account.dueAt)),
    refundStatus: payment.status === 'CANCELED' && isPaid ? 'COMPLETED' : 'NONE',
    expired: !isPaid && (payment.status === 'CANCELED' || isAccountOver(payment, now)),
    settlementStatus: 'INCOMPLETED',
    refundReceiveAccount: null,
  }
}

const card = ({ amount }: TossPayment) => ({
  amount,
  issuerCode: '00',
  acquirerCode: '00',
  number: '00000000****000*',
  installmentPlanMonths: 0,
  approveNo: '00000000',
  useCardPoint: false,
  cardType: '신용',
  ownerType: '개인',
  acquireStatus: 'READY',
  isInterestFree: false,
  interestPayer: null,
})
