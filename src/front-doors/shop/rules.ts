import { problem } from '../../kernel/problem.ts'

export const marketMissing = problem('market-missing', 'missing', {
  ko: '상점을 찾을 수 없어요.',
  en: 'There is no such shop.',
})
