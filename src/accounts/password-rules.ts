import { lengthOf } from '../kernel/length.ts'
import { type Problem, problem } from '../kernel/problem.ts'

/** In code points after NFC. Longer ones would only cost hashing time. */
export const PASSWORD_LENGTH = { least: 8, most: 128 } as const

/** With fewer different characters it is a repetition: `aaaaaaaa`, `12121212`, `abcabcabc`. */
const DIFFERENT_LEAST = 4

export const passwordWeak = problem<{ least: number }>('password-weak', 'invalid', {
  ko: '비밀번호는 8자 이상이어야 해요.',
  en: 'A password needs at least 8 characters.',
})
export const passwordLong = problem<{ most: number }>('password-long', 'invalid', {
  ko: '비밀번호는 128자까지 쓸 수 있어요.',
  en: 'A password may have at most 128 characters.',
})
export const passwordControl = problem('password-control', 'invalid', {
  ko: '비밀번호에 쓸 수 없는 문자가 있어요. 줄바꿈 같은 제어 문자를 빼 주세요.',
  en: 'A password cannot have control characters, like a line break.',
})
export const passwordRepetitive = problem<{ different: number }>('password-repetitive', 'invalid', {
  ko: '같은 문자가 너무 많이 반복돼요. 서로 다른 문자를 4개 이상 써 주세요.',
  en: 'This password repeats itself. Use at least 4 different characters.',
})
export const passwordIsAddress = problem('password-is-address', 'invalid', {
  ko: '이메일 주소는 비밀번호로 쓸 수 없어요.',
  en: 'Your e-mail address cannot be your password.',
})
export const passwordExpected = problem('password-expected', 'invalid', {
  ko: '서비스 이름이나 예약처럼 누구나 떠올릴 수 있는 말로만 만든 비밀번호예요. 다른 말을 더해 주세요.',
  en: 'This password is made of words that anyone expects here, like the name of the service. Please add others.',
})
export const passwordCommon = problem('password-common', 'invalid', {
  ko: '많이 쓰는 비밀번호라 안전하지 않아요. 다른 비밀번호를 입력해 주세요.',
  en: 'Many people use this password, so it is easy to guess. Please choose another one.',
})

/** Words that somebody who guesses tries first at this service. */
const EXPECTED =
  /자리|예약|비밀번호|jari|booking|reserv(?:e|ation)|ticket|password|admin|owner|customer/gu

/** Whether it is made of such words, and of little but digits and signs beside them. */
function isExpected(plain: string): boolean {
  const others = plain.replace(EXPECTED, '')
  const letters = others.replace(/[\d\s\p{P}\p{S}]/gu, '')
  return others !== plain && new Set(letters).size < DIFFERENT_LEAST
}

/** What a new password may be refused for, in the order in which it is checked. */
export const passwordProblems = [
  passwordWeak,
  passwordLong,
  passwordControl,
  passwordRepetitive,
  passwordIsAddress,
  passwordCommon,
  passwordExpected,
] as const

/**
 * Whether this may be the password of an account with this address.
 * Problems in order: `passwordProblems`.
 *
 * @param isCommon whether it is on the list of common ones
 */
export function mayBePassword(
  password: string,
  { email, isCommon }: { readonly email: string; readonly isCommon: (one: string) => boolean },
): true | Problem {
  const { least, most } = PASSWORD_LENGTH
  const length = lengthOf(password)
  if (length < least) return passwordWeak({ least })
  if (length > most) return passwordLong({ most })
  if (/\p{Cc}/u.test(password)) return passwordControl()
  if (new Set(password.normalize('NFC').toLowerCase()).size < DIFFERENT_LEAST)
    return passwordRepetitive({ different: DIFFERENT_LEAST })
  const plain = password.trim().toLowerCase()
  if (plain === email || plain === email.slice(0, email.lastIndexOf('@')))
    return passwordIsAddress()
  if (isCommon(plain)) return passwordCommon()
  return isExpected(plain) ? passwordExpected() : true
}
