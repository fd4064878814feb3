import { problem } from '../../kernel/problem.ts'

/** A guest without a paid order is removed after so many days. */
export const GUEST_DAYS = 30

export const guestsOnly = problem('guests-only', 'forbidden', {
  ko: '비회원 예약·주문에서만 사용할 수 있어요. 회원에게는 가입한 이메일로 연락해요.',
  en: 'Only guests leave a contact. Account holders are reached at their own address.',
})
