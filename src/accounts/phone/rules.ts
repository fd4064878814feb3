import type { Language } from '../../kernel/language.ts'
import { readMobile } from '../../kernel/mobile.ts'
import { type Problem, problem } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'

/** A code that was sent by text message. It works once. */
export const CODE_DIGITS = 6
export const CODE_SECONDS = 5 * 60
export const TRIES_MOST = 5

/** What brings a network under suspicion that has texts sent; half of what all may send brings everybody. */
export const SUSPECT_LIMITS = ['texts-network', 'texts-all'] as const

export const textsOff = problem('texts-off', 'conflict', {
  ko: '이 사이트는 아직 문자 인증을 지원하지 않아요.',
  en: 'This site does not send text messages yet.',
})
export const phoneUnfit = problem<{ countries: readonly string[] }>('phone-unfit', 'invalid', {
  ko: '인증 문자를 받을 수 있는 휴대전화 번호를 입력해 주세요.',
  en: 'Enter a mobile number that can get a text message from here.',
})
export const textRefused = problem('text-refused', 'unavailable', {
  ko: '인증 문자를 보내지 못했어요. 번호를 확인하고 다시 시도해 주세요.',
  en: 'The text message could not be sent. Please check the number and try again.',
})
export const codeWrong = problem<{ triesLeft: number }>('code-wrong', 'invalid', {
  ko: '인증번호가 맞지 않아요.',
  en: 'This is not the right code.',
})
export const codeEnded = problem('code-ended', 'gone', {
  ko: '인증번호를 더 이상 쓸 수 없어요. 새로 받아 주세요.',
  en: 'This code no longer works. Please ask for a new one.',
})

/** The number to which a code may go, as E.164 writes it. Problem: phone-unfit. */
export function mobileOf(phone: string, countries: readonly string[]): string | Problem {
  const found = readMobile(phone)
  return found && countries.includes(found.country) ? found.number : phoneUnfit({ countries })
}

export interface OpenCode {
  readonly tries: number
  readonly expiresAt: Date
}

export const codeEndsAt = (now: Date): Date => later(now, CODE_SECONDS)

/** The code, if it proves its number. Problems in order: code-ended, code-wrong. */
export function tryCode<Code extends OpenCode>(
  code: Code | undefined,
  isRight: boolean,
  now: Date,
): Code | Problem {
  if (!code || code.expiresAt <= now || code.tries >= TRIES_MOST) return codeEnded()
  return isRight ? code : codeWrong({ triesLeft: TRIES_MOST - code.tries - 1 })
}

/**
 * What is sent: the site’s name and the code, nothing that a stranger chose. Phones fill in the code of the
 * last line (`@host #code`) on that site only.
 */
export function codeText(code: string, host: string, language: Language): string {
  const said =
    language === 'ko' ? `[자리] 인증번호는 ${code}입니다.` : `[Jari] Your code is ${code}.`
  return `${said}\n\n@${host} #${code}`
}
