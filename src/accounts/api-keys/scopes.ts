import type { ScopeWords } from './rules.ts'

/** Scopes at stores of every door; front doors declare their own. */
export const coreScopes: readonly ScopeWords[] = [
  {
    scope: 'orders:read',
    title: { ko: '주문·결제 조회', en: 'Read orders and payments' },
    does: {
      ko: '내가 받은 주문과 결제를 조회해요. 예약자 정보는 볼 수 없어요.',
      en: 'Reads the orders and payments of your stores, without who booked.',
    },
  },
]
