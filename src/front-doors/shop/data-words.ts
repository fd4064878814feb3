import type { DataWords } from '../../bookings/data-words.ts'

/** How a person reads what is kept of their carts and parcels. */
export const dataWords: DataWords = {
  parts: {
    carts: ['장바구니', 'Carts'],
    deliveries: ['배송', 'Deliveries'],
    marketOrders: ['마켓 주문', 'Orders at markets'],
  },
  fields: {
    stage: ['단계', 'Stage'],
    marketName: ['마켓', 'Market'],
    form: ['받는 분', 'Recipient'],
    first_name: ['이름', 'First name'],
    last_name: ['성', 'Last name'],
    postal_code: ['우편번호', 'Postal code'],
    city: ['지역', 'City'],
    detail: ['상세 주소', 'Details'],
    memo: ['배송 메모', 'Note'],
    cashReceipt: ['현금영수증', 'Cash receipt'],
    base: ['기본 배송비', 'Delivery fee'],
    surcharge: ['추가 배송비', 'Surcharge'],
    area: ['추가 배송비 지역', 'Area'],
    openReturns: ['진행 중인 반품', 'Open returns'],
    openExchanges: ['진행 중인 교환', 'Open exchanges'],
  },
  values: {
    'to-pack': ['상품 준비 중', 'to be packed'],
    packed: ['포장 완료', 'packed'],
    shipped: ['배송 중', 'shipped'],
    delivered: ['배송 완료', 'delivered'],
    confirmed: ['구매 확정', 'confirmed'],
    flat: ['정액', 'flat'],
    'free-from': ['일정 금액부터 무료', 'free from an amount'],
  },
}
