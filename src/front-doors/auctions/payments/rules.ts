import { problem } from '../../../kernel/problem.ts'

export const phoneMissing = problem('buyer-phone-missing', 'conflict', {
  ko: '결제하려면 연락처가 필요합니다. 내 정보에 연락처를 저장하거나 예약자 정보를 입력해 주세요.',
  en: 'A phone number is missing. Keep one with your account, or name the booker of this order.',
})
