import { problem } from '../../kernel/problem.ts'

/** An order number as it is compared, and counted: without white space, width and case of what was typed. */
export const orderNumberOf = (typed: string): string =>
  typed.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()

/** The same for every miss, so that it says nothing about which orders there are. */
export const guestBookingMissing = problem('guest-booking-missing', 'missing', {
  ko: '일치하는 비회원 예약·주문이 없어요. 주문 번호와 연락처를 다시 확인해 주세요.',
  en: 'There is no booking or order without an account with these. Please check the order number and the contact.',
})
