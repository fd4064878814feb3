import type { DataWords } from '../../bookings/data-words.ts'

/** How a person reads what is kept of their carts and parcels. */
export const dataWords: DataWords = {
  parts: {
    carts: ['장바구니', 'Carts'],
    deliveries: ['배송 정보', 'Delivery details'],
    marketOrders: ['쇼핑 주문 내역', 'Shopping orders'],
  },
  fields: {
    'carts.count': ['전체 수량', 'Total quantity'],
    stage: ['진행 상태', 'Progress'],
    marketName: ['매장', 'Store'],
    'marketOrders.title': ['상품', 'Items'],
    form: ['받는 분', 'Recipient'],
    first_name: ['이름', 'First name'],
    last_name: ['성', 'Last name'],
    postal_code: ['우편번호', 'Postal code'],
    city: ['시·군·구', 'City'],
    detail: ['상세 주소', 'Address details'],
    memo: ['배송 메모', 'Delivery note'],
    cashReceipt: ['현금영수증 번호', 'Cash receipt number'],
    'fee.kind': ['배송비 종류', 'Type'],
    base: ['기본 배송비', 'Base fee'],
    surcharge: ['추가 배송비', 'Surcharge'],
    area: ['추가 배송비 지역', 'Surcharge area'],
    openReturns: ['진행 중인 반품·교환', 'Returns and exchanges in progress'],
    openExchanges: ['그중 교환', 'Of these, exchanges'],
  },
  values: {
    'to-pack': ['상품 준비 중', 'Being prepared'],
    packed: ['포장 완료', 'Packed'],
    shipped: ['배송 중', 'Shipped'],
    delivered: ['배송 완료', 'Delivered'],
    confirmed: ['구매 확정', 'Confirmed'],
    flat: ['기본 배송비', 'Flat fee'],
    'free-from': ['일정 금액 이상 무료', 'Free from an amount'],
  },
}
