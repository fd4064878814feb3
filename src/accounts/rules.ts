import { type Problem, problem } from '../kernel/problem.ts'

export const notSignedIn = problem('not-signed-in', 'unauthenticated', {
  ko: '로그인이 필요해요.',
  en: 'Please sign in first.',
})
export const notAllowed = problem('not-allowed', 'forbidden', {
  ko: '권한이 없어요.',
  en: 'You are not allowed to do this.',
})
export const guestRefused = problem('guest-refused', 'forbidden', {
  ko: '회원만 이용할 수 있어요. 회원가입이나 로그인을 해 주세요.',
  en: 'Guests cannot do this. Please sign up or sign in.',
})
export const credentialsWrong = problem('credentials-wrong', 'unauthenticated', {
  ko: '이메일 또는 비밀번호가 올바르지 않아요.',
  en: 'The e-mail or the password is not right.',
})
export const passwordWrong = problem('password-wrong', 'forbidden', {
  ko: '비밀번호가 올바르지 않아요.',
  en: 'The password is not right.',
})
export const signInAgain = problem('sign-in-again', 'forbidden', {
  ko: '안전을 위해 본인 확인이 필요해요. 다시 로그인한 뒤 시도해 주세요.',
  en: 'To keep your account safe, please confirm that it is you: sign in again, then retry.',
})
export const stillSelling = problem('still-selling', 'conflict', {
  ko: '예약을 받고 있는 곳이 있어 탈퇴할 수 없어요. 먼저 예약을 중지하거나 종료해 주세요.',
  en: 'You still take bookings. Stop taking them before you leave.',
})

/** Where an account may be written to about anything but the address itself: one that is verified. */
export const mailAddressOf = ({
  email,
  isVerified,
}: {
  readonly email: string
  readonly isVerified: boolean
}): string | undefined => (isVerified ? email : undefined)

/** An owner of an open store cannot leave: its buyers would have nobody to turn to. */
export const mayLeave = (ownsOpenStore: boolean): true | Problem =>
  ownsOpenStore ? stillSelling() : true
