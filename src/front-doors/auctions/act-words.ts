import type { ActWords } from '../../stores/acts/rules.ts'

/** What is said of the operations of auctions in the list of what was done. */
export const actWords: ActWords = {
  changeAuction: ['경매 정보 변경', 'Auction details changed'],
  setAuctionTerms: ['경매 조건 변경', 'Auction terms changed'],
  addLot: ['물품 등록', 'Lot added'],
  changeLot: ['물품 수정', 'Lot changed'],
  relistLot: ['물품 다시 등록', 'Lot listed again'],
  withdrawLot: ['물품 철회', 'Lot withdrawn'],
  offerSecondChance: ['차순위 입찰자에게 제안', 'Second chance offered'],
  confirmHandOver: ['물품 전달 완료', 'Lot handed over'],
  setLotChat: ['채팅 잠금 설정 변경', 'Chat frozen or opened'],
  muteLotSpeaker: ['채팅 참여자 제한', 'Chat writer muted or let in'],
  removeLotMessage: ['채팅 메시지 삭제', 'Chat message removed'],
}
