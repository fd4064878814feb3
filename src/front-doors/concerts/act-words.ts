import type { ActWords } from '../../stores/acts/rules.ts'

/** What is said of the operations of concerts in the list of what was done. */
export const actWords: ActWords = {
  changeConcert: ['공연 정보 변경', 'Concert details changed'],
  addConcertImage: ['사진 추가', 'Picture added'],
  removeConcertImage: ['사진 삭제', 'Picture removed'],
  addPerformance: ['회차 추가', 'Performance added'],
  changePerformance: ['회차 변경', 'Performance changed'],
  cancelPerformance: ['회차 취소', 'Performance canceled'],
  addPresaleCode: ['선예매 코드 추가', 'Presale code added'],
  retirePresaleCode: ['선예매 코드 사용 중지', 'Presale code retired'],
  holdBackSeats: ['좌석 판매 보류', 'Seats held back'],
  releaseHeldBackSeats: ['보류 좌석 다시 판매', 'Seats put on sale again'],
  importHall: ['좌석 배치 불러오기', 'Hall imported'],
  takeLibraryHall: ['좌석 배치 불러오기', 'Hall taken from the library'],
  putHall: ['좌석 배치 변경', 'Hall changed'],
  putPriceLevels: ['좌석 등급·가격 변경', 'Price levels changed'],
  setSeatsPerOrder: ['1회 예매 매수 변경', 'Seats per order changed'],
}
