import type { ActWords } from '../../stores/acts/rules.ts'

/** What is said of the operations of shops in the list of what was done. */
export const actWords: ActWords = {
  changeShop: ['매장 정보 변경', 'Store details changed'],
  closeShop: ['매장 영구 종료', 'Closed for good'],
  createTimetable: ['당일 시간 추가', 'Daily time added'],
  putShopServices: ['서비스 변경', 'Services changed'],
  putShopPeople: ['담당자 변경', 'People changed'],
  putAppointmentTerms: ['예약 조건 변경', 'Booking terms changed'],
}
