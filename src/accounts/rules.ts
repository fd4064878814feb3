import { problem } from '../kernel/problem.ts'

export const notSignedIn = problem('not-signed-in', 'unauthenticated', {
  ko: '로그인이 필요합니다.',
  en: 'Please sign in first.',
})
export const notAllowed = problem('not-allowed', 'forbidden', {
  ko: '이 일을 할 권한이 없습니다.',
  en: 'You are not allowed to do this.',
})
export const passwordWrong = problem('password-wrong', 'forbidden', {
  ko: '비밀번호가 맞지 않습니다.',
  en: 'The password is not right.',
})
export const stillSelling = problem('still-selling', 'conflict', {
  ko: '운영 중인 가게가 있어 탈퇴할 수 없습니다. 먼저 가게를 닫아 주세요.',
  en: 'You still run a store. Close it before you leave.',
})
