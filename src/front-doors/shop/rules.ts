import { problem } from '../../kernel/problem.ts'

export const marketMissing = problem('market-missing', 'missing', {
  ko: '찾을 수 없는 상점입니다.',
  en: 'There is no such shop.',
})
