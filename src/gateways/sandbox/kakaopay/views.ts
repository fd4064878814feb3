import { koreanTime } from '../clock.ts'
import type { Move } from '../rules.ts'
import { type KakaoPayment, leftIn } from './facts.ts'

/** KakaoPay's answers, field for field. */
export const readyView = (payment: KakaoPayment, url: string) => ({
  tid: payment.id,
  tms_result: false,
  next_redirect_app_url: `${url}/window/${payment.windowKey}/app`,
  next_redirect_mobile_url: `${url}/window/${payment.windowKey}/mobile`,
  next_redirect_pc_url: `${url}/window/${payment.windowKey}/pc`,
  android_app_scheme: `jari-sandbox://pay/${payment.windowKey}`,
  ios_app_scheme: `jari-sandbox://pay/${payment.windowKey}`,
  created_at: koreanTime(payment.createdAt),
})

/** No status: a reply means paid. */
export const approvedView = (payment: KakaoPayment, { id, note, at }: Move) => ({
  aid: id,
  ...common(payment),
  ...(payment.method === 'CARD' && { card_info: cardInfo(payment) }),
  created_at: koreanTime(payment.createdAt),
  approved_at: koreanTime(at),
  ...(note !== null && { payload: note }),
})

export const orderView = (payment: KakaoPayment, moves: readonly Move[]) => ({
  status: payment.status,
  ...common(payment),
  canceled_amount: amount(canceledOf(payment, moves)),
  cancel_available_amount: amount(leftIn(payment, moves)),
  ...times(payment, moves),
  ...(payment.method === 'CARD' && { selected_card_info: selectedCard(payment) }),
  payment_action_details: moves.map(({ id, type, amount: total, note, at }) => ({
    aid: id,
    approved_at: koreanTime(at),
    amount: total,
    point_amount: 0,
    discount_amount: 0,
    green_deposit: 0,
    payment_action_type: type === 'approval' ? 'PAYMENT' : 'CANCEL',
    ...(note !== null && { payload: note }),
  })),
})

export const canceledView = (payment: KakaoPayment, moves: readonly Move[]) => {
  const latest = moves.at(-1)
  return {
    aid: latest?.id,
    status: payment.status,
    ...common(payment),
    approved_cancel_amount: latest && amount({ ...latest, greenDeposit: 0 }),
    canceled_amount: amount(canceledOf(payment, moves)),
    cancel_available_amount: amount(leftIn(payment, moves)),
    ...times(payment, moves),
    ...(latest?.note != null && { payload: latest.note }),
  }
}

const common = (payment: KakaoPayment) => ({
  tid: payment.id,
  cid: payment.detail.cid,
  partner_order_id: payment.orderId,
  partner_user_id: payment.detail.partnerUserId,
  payment_method_type: payment.method,
  amount: amount({ ...payment, greenDeposit: payment.detail.greenDeposit }),
  item_name: payment.title,
  ...(payment.detail.itemCode !== null && { item_code: payment.detail.itemCode }),
  quantity: payment.detail.quantity,
})

interface Parts extends Pick<Move, 'amount' | 'taxFree' | 'vat'> {
  readonly greenDeposit: number
}

const amount = ({ amount: total, taxFree, vat, greenDeposit }: Parts) => ({
  total,
  tax_free: taxFree,
  vat,
  point: 0,
  discount: 0,
  green_deposit: greenDeposit,
})

const canceledOf = (payment: KakaoPayment, moves: readonly Move[]): Parts => {
  const refunds = moves.filter(({ type }) => type === 'refund')
  const sum = (part: 'amount' | 'taxFree' | 'vat') =>
    refunds.reduce((sofar, move) => sofar + move[part], 0)
  const greenDeposit = sum('amount') === payment.amount ? payment.detail.greenDeposit : 0
  return { amount: sum('amount'), taxFree: sum('taxFree'), vat: sum('vat'), greenDeposit }
}

const times = (payment: KakaoPayment, moves: readonly Move[]) => {
  const approval = moves.find(({ type }) => type === 'approval')
  const canceled = moves.findLast(({ type }) => type === 'refund')
  return {
    created_at: koreanTime(payment.createdAt),
    ...(approval && { approved_at: koreanTime(approval.at) }),
    ...(canceled && { canceled_at: koreanTime(canceled.at) }),
  }
}

const cardInfo = ({ detail: { installMonth } }: KakaoPayment) => ({
  kakaopay_purchase_corp: '샌드박스카드',
  kakaopay_purchase_corp_code: '999',
  kakaopay_issuer_corp: '샌드박스카드',
  kakaopay_issuer_corp_code: '999',
  bin: '000000',
  card_type: '신용',
  install_month: String(installMonth).padStart(2, '0'),
  approved_id: '00000000',
  card_mid: '000000000',
  interest_free_install: 'N',
  installment_type: installMonth > 0 ? 'CARD_INSTALLMENT' : '',
  card_item_code: '000000000',
})

const selectedCard = ({ detail: { installMonth } }: KakaoPayment) => ({
  card_bin: '000000',
  install_month: installMonth,
  card_corp_name: '샌드박스카드',
  interest_free_install: 'N',
})
