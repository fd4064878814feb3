import { problem } from '../../kernel/problem.ts'

export const sessionMissing = problem('session-missing', 'missing', {
  ko: '이미 로그아웃된 기기예요.',
  en: 'This device is signed out already.',
})
