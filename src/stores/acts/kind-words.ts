import type { ActKind } from '../../kernel/act-kind.ts'
import type { Language } from '../../kernel/language.ts'

// What is said of every act, on the screen and in its file: its kind, and the one word of what was asked.

type Words = Readonly<Record<Language, string>>

export const kindWords: Readonly<Record<ActKind, Words>> = {
  entered: { ko: '예약 입력', en: 'Booking entered' },
  arranged: { ko: '예약 조정', en: 'Booking rearranged' },
  sat: { ko: '착석 처리', en: 'Seating' },
  visited: { ko: '방문 처리', en: 'Visit marked' },
  noted: { ko: '메모 작성', en: 'Note written' },
  canceled: { ko: '예약 취소', en: 'Booking canceled' },
  proposed: { ko: '시간 변경 제안', en: 'Another time proposed' },
  withdrawn: { ko: '시간 변경 제안 취소', en: 'Proposal withdrawn' },
  refunded: { ko: '환불', en: 'Refund' },
  handled: { ko: '주문 처리', en: 'Order handled' },
  offered: { ko: '판매 내용 변경', en: 'Offer changed' },
  set: { ko: '매장 설정 변경', en: 'Store changed' },
  downloaded: { ko: '자료 내려받기', en: 'File downloaded' },
}

const detailWords: ReadonlyMap<string, Words> = new Map([
  ['phone', { ko: '전화', en: 'phone' }],
  ['walk-in', { ko: '워크인', en: 'walk-in' }],
  ['block', { ko: '막기', en: 'block' }],
  ['expected', { ko: '대기', en: 'expected' }],
  ['seated', { ko: '착석', en: 'seated' }],
  ['finished', { ko: '이용 완료', en: 'finished' }],
  ['no-show', { ko: '노쇼', en: 'no-show' }],
  ['arrived', { ko: '방문', en: 'arrived' }],
])

/** Undefined: there was none, or it needs none beside what the operation is called. */
export const detailText = (detail: string | null, language: Language): string | undefined =>
  detailWords.get(detail ?? '')?.[language]
