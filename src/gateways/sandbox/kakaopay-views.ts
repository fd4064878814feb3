import { koreanTime } from './clock.ts'
import { type Action, leftOf, type Payment } from './rules.ts'

/** KakaoPay's answers, field for field. */
export const readyView = (payment: Payment, url: string) => ({
  tid: payment.tid,
  tms_result: false,
  next_redirect_app_url: `${url}/window/${payment.windowKey}/app`,
  next_redirect_mobile_url: `${url}/window/${payment.windowKey}/mobile`,
  next_redirect_pc_url: `${url}/window/${payment.windowKey}/pc`,
  android_app_scheme: `jari-sandbox://pay/${payment.windowKey}`,
  ios_app_scheme: `jari-sandbox://pay/${payment.windowKey}`,
  created_at: koreanTime(payment.createdAt),
})

/** No status: being answered at all means paid. */
export const approvedView = (payment: Payment, { aid, payload, at }: Action) => ({
  aid,
  ...common(payment),
  ...(payment.method === 'CARD' && { card_info: cardInfo(payment) }),
  created_at: koreanTime(payment.createdAt),
  approved_at: koreanTime(at),
  ...(payload !== null && { payload }),
})

export const orderView = (payment: Payment, actions: readonly Action[]) => ({
  status: payment.status,
  ...common(payment),
  canceled_amount: amount(canceledOf(payment, actions)),
  cancel_available_amount: amount(leftOf(payment, actions)),
  ...times(payment, actions),
  ...(payment.method === 'CARD' && { selected_card_info: selectedCard(payment) }),
  payment_action_details: actions.map(({ aid, type, total, payload, at }) => ({
    aid,
    approved_at: koreanTime(at),
    amount: total,
    point_amount: 0,
    discount_amount: 0,
    green_deposit: 0,
    payment_action_type: type,
    ...(payload !== null && { payload }),
  })),
})

export const canceledView = (payment: Payment, actions: readonly Action[]) => {
  const latest = actions.at(-1)
  return {
    aid: latest?.aid,
    status: payment.status,
    ...common(payment),
    approved_cancel_amount: latest && amount({ ...latest, greenDeposit: 0 }),
    canceled_amount: amount(canceledOf(payment, actions)),
    cancel_available_amount: amount(leftOf(payment, actions)),
    ...times(payment, actions),
    ...(latest?.payload != null && { payload: latest.payload }),
  }
}

const common = (payment: Payment) => ({
  tid: payment.tid,
  cid: payment.cid,
  partner_order_id: payment.partnerOrderId,
  partner_user_id: payment.partnerUserId,
  payment_method_type: payment.method,
  amount: amount(payment),
  item_name: payment.itemName,
  ...(payment.itemCode !== null && { item_code: payment.itemCode }),
  quantity: payment.quantity,
})

type Parts = Pick<Payment, 'total' | 'taxFree' | 'vat' | 'greenDeposit'>

const amount = ({ total, taxFree, vat, greenDeposit }: Parts) => ({
  total,
  tax_free: taxFree,
  vat,
  point: 0,
  discount: 0,
  green_deposit: greenDeposit,
})

const canceledOf = (payment: Payment, actions: readonly Action[]): Parts => {
  const cancels = actions.filter(({ type }) => type === 'CANCEL')
  const sum = (part: 'total' | 'taxFree' | 'vat') =>
    cancels.reduce((sofar, action) => sofar + action[part], 0)
  const greenDeposit = sum('total') === payment.total ? payment.greenDeposit : 0
  return { total: sum('total'), taxFree: sum('taxFree'), vat: sum('vat'), greenDeposit }
}

const times = (payment: Payment, actions: readonly Action[]) => {
  const approval = actions.find(({ type }) => type === 'PAYMENT')
  const canceled = actions.findLast(({ type }) => type === 'CANCEL')
  return {
    created_at: koreanTime(payment.createdAt),
    ...(approval && { approved_at: koreanTime(approval.at) }),
    ...(canceled && { canceled_at: koreanTime(canceled.at) }),
  }
}

const cardInfo = ({ installMonth }: Payment) => ({
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

const selectedCard = ({ installMonth }: Payment) => ({
  card_bin: '000000',
  install_month: installMonth,
  card_corp_name: '샌드박스카드',
  interest_free_install: 'N',
})
