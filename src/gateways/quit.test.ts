import { expect, test } from 'vitest'
import { unpaidBy } from './quit.ts'

test.each([
  [['PAY_PROCESS_CANCELED', '사용자에 의해 결제가 취소되었습니다.'], 'quit'],
  [['USER_CANCEL', ''], 'quit'],
  [['[결제포기] 사용자가 결제를 취소하셨습니다'], 'quit'],
  [['FAILURE_TYPE_PG', '사용자가 결제를 취소하였습니다'], 'quit'],
  [['REJECT_CARD_COMPANY', '카드사가 거절했습니다.'], 'declined'],
  [['CARD_LIMIT', '한도초과'], 'declined'],
  [['WRONG_PASSWORD', '비밀번호가 틀렸습니다'], 'declined'],
  [['F112', '취소된 카드입니다'], 'declined'],
  [[undefined], 'declined'],
] as const)('%o: %s', (said, by) => expect(unpaidBy(...said)).toBe(by))
