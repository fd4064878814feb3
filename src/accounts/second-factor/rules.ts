import { type Problem, problem } from '../../kernel/problem.ts'

/** `challenge`: what the next step shows; `expiresAt`: until when. */
export const codeNeeded = problem<{ challenge: string; expiresAt: Date }>(
  'code-needed',
  'unauthenticated',
  {
    ko: '인증 앱의 코드를 입력해 주세요.',
    en: 'Please enter the code of your authenticator app.',
  },
)
export const challengeEnded = problem('challenge-ended', 'gone', {
  ko: '로그인 시간이 지났어요. 처음부터 다시 로그인해 주세요.',
  en: 'This took too long. Please sign in again.',
})
export const codeWrong = problem('code-wrong', 'forbidden', {
  ko: '코드가 올바르지 않아요. 인증 앱에 지금 보이는 코드를 입력해 주세요.',
  en: 'The code is not right. Please enter the one that the app shows now.',
})
export const codeUsed = problem('code-used', 'forbidden', {
  ko: '이미 사용한 코드예요. 앱에 새 코드가 나오면 입력해 주세요.',
  en: 'This code was used already. Please wait for the next one.',
})
export const secondFactorOn = problem('second-factor-on', 'conflict', {
  ko: '2단계 인증을 이미 사용하고 있어요.',
  en: 'Two-step sign-in is on already.',
})
export const secondFactorOff = problem('second-factor-off', 'conflict', {
  ko: '2단계 인증을 사용하고 있지 않아요.',
  en: 'Two-step sign-in is not on.',
})
export const enrolmentMissing = problem('enrolment-missing', 'conflict', {
  ko: '2단계 인증 설정을 처음부터 다시 시작해 주세요.',
  en: 'Please begin to set up two-step sign-in again.',
})
export const secondFactorNeeded = problem('second-factor-needed', 'forbidden', {
  ko: '관리자 기능은 2단계 인증이나 패스키로 로그인해야 쓸 수 있어요. 내 계정에서 설정해 주세요.',
  en: 'Administrators sign in with two steps or with a passkey. Please set one up in your account.',
})

/** How long somebody may take between the password and the code. */
export const CHALLENGE_SECONDS = 5 * 60
/** How long a device is asked for no code. */
export const REMEMBERED_SECONDS = 30 * 86_400
export const RECOVERY_CODES = 10

/** What is known of a factor whose row is locked. */
export interface Factor {
  readonly isConfirmed: boolean
  readonly lastStep: number
}

/**
 * Whether a code of the app is accepted: once, and none that is older than the last.
 * Problems in order: code-wrong, code-used.
 *
 * @param step of which the code is; undefined: it is wrong
 */
export function mayUseStep(step: number | undefined, { lastStep }: Factor): number | Problem {
  if (step === undefined) return codeWrong()
  return step > lastStep ? step : codeUsed()
}

/** Problems in order: code-wrong, code-used. */
export function mayUseRecovery(kept: { readonly isUsed: boolean } | undefined): true | Problem {
  if (!kept) return codeWrong()
  return kept.isUsed ? codeUsed() : true
}

/** Whether a text is a code of the app; anything else may be a recovery code. */
export const isAppCode = (code: string): boolean => /^\d{6}$/.test(code)

/** As they are typed: the blanks that apps show, dashes. */
export const plainCode = (code: string): string => code.replaceAll(/[\s-]/g, '').toUpperCase()

interface Administrator {
  readonly role: string
  readonly isStrong?: boolean
  readonly key?: object
}

/**
 * Whether an administrator acts as one. Outside a sandbox they signed in with two factors; a key, which has none,
 * acts as that of an owner.
 */
export const mayAdminister = (
  { role, isStrong, key }: Administrator,
  { isSandbox }: { readonly isSandbox: boolean },
): boolean => role === 'admin' && !key && (isSandbox || isStrong === true)
