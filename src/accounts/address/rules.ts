import { problem } from '../../kernel/problem.ts'

export const addressVerified = problem('address-verified', 'conflict', {
  ko: '이미 인증한 이메일입니다.',
  en: 'This e-mail address is verified already.',
})
export const addressLost = problem('address-lost', 'conflict', {
  ko: '이 이메일은 다른 계정에서 인증했습니다. 사용할 이메일을 새로 등록해 주세요.',
  en: 'Another account has verified this e-mail address. Please enter one of your own.',
})
export const addressSame = problem('address-same', 'conflict', {
  ko: '지금 쓰고 있는 이메일입니다.',
  en: 'This already is your e-mail address.',
})

/** An account that nobody verified, and that has nothing, is removed after so many days. */
export const UNVERIFIED_DAYS = 30
