import { problem } from '../../kernel/problem.ts'

/** A guest without a paid order is removed after so many days. */
export const GUEST_DAYS = 30

export const guestsOnly = problem('guests-only', 'forbidden', {
  ko: '비회원 예약·주문에서만 사용할 수 있어요. 회원에게는 가입한 이메일로 연락해요.',
  en: 'Only guests leave a contact. Account holders are reached at their own address.',
})
export const contactNeeded = problem('contact-needed', 'conflict', {
  ko: '빈자리 알림을 기다리는 동안에는 이메일 주소를 지울 수 없어요. 알림을 먼저 취소해 주세요.',
  en: 'You are on a waitlist, and your e-mail address is how we tell you. Leave the waitlist before you remove it.',
})
