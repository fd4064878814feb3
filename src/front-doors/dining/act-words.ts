import type { ActWords } from '../../stores/acts/rules.ts'

/** What is said of the operations of restaurants in the list of what was done. */
export const actWords: ActWords = {
  changeRestaurant: ['매장 정보 변경', 'Store details changed'],
  addTableTime: ['요일별 시간 추가', 'Weekly time added'],
  changeTableTime: ['요일별 시간 수정', 'Weekly time changed'],
  removeTableTime: ['요일별 시간 삭제', 'Weekly time removed'],
  closeDate: ['휴무일 지정', 'Date closed'],
  openDate: ['휴무일 해제', 'Date opened again'],
  putFloorPlan: ['테이블 배치 변경', 'Floor plan changed'],
  putSeatingTerms: ['예약 조건 변경', 'Booking terms changed'],
  putServiceHours: ['영업시간 변경', 'Hours changed'],
  putSpecialHours: ['특정 날짜 영업시간 지정', 'Hours of a date set'],
  deleteSpecialHours: ['특정 날짜 영업시간 삭제', 'Hours of a date removed'],
  addRestaurantImage: ['사진 추가', 'Picture added'],
  removeRestaurantImage: ['사진 삭제', 'Picture removed'],
  swapParties: ['자리 맞바꾸기', 'Tables swapped'],
  seatDoorTicket: ['웨이팅 손님 안내', 'Seated from the line'],
}
