import { problem } from '../../../kernel/problem.ts'

export const alreadyPaid = problem('already-paid', 'conflict', {
  ko: '이미 다른 방법으로 결제한 물품이에요.',
  en: 'This lot has been paid for already, in another way.',
})
export const phoneMissing = problem('buyer-phone-missing', 'conflict', {
  ko: '결제하려면 연락처가 필요해요. 내 정보에 연락처를 저장하거나 받는 분 정보를 입력해 주세요.',
  en: 'A phone number is missing. Keep one with your account, or name the booker of this order.',
})
