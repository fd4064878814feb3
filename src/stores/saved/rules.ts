import { problem } from '../../kernel/problem.ts'

/** How many stores a person may save. */
export const SAVED_MOST = 500

export const savedFull = problem<{ most: number }>('saved-stores-full', 'conflict', {
  ko: '500곳까지 찜할 수 있습니다. 찜한 곳을 정리한 뒤 다시 시도해 주세요.',
  en: 'You can save 500 places. Remove some and try again.',
})
