import { type Problem, problem } from '../../kernel/problem.ts'

/** Where somebody was before they went to a provider: what failed leads back there. */
interface WayBack {
  readonly returnPath: string | null
}

export const providerMissing = problem('provider-missing', 'missing', {
  ko: '지금은 이 방법으로 로그인할 수 없어요.',
  en: 'You cannot sign in this way at present.',
})
export const visitEnded = problem<WayBack>('provider-visit-ended', 'gone', {
  ko: '로그인 요청이 만료되었거나 이미 사용한 요청이에요. 로그인 버튼을 다시 눌러 주세요.',
  en: 'This sign-in has expired or was used already. Please press the button again.',
})
export const providerCanceled = problem<WayBack>('provider-canceled', 'forbidden', {
  ko: '로그인을 취소했어요. 다시 누르거나 이메일로 로그인해 주세요.',
  en: 'You canceled. Press the button again, or sign in by e-mail.',
})
export const providerRefused = problem<WayBack>('provider-refused', 'forbidden', {
  ko: '로그인을 확인하지 못했어요. 로그인 버튼을 다시 눌러 주세요.',
  en: 'Your sign-in could not be confirmed. Please press the button again.',
})
export const providerAccountGone = problem<WayBack>('provider-account-gone', 'forbidden', {
  ko: '연결이 해제되었거나 탈퇴한 계정이에요. 이메일로 로그인해 주세요. 비밀번호가 없다면 ‘비밀번호를 잊으셨나요?’에서 만들 수 있어요.',
  en: 'That account was closed or disconnected there. Please sign in by e-mail; without a password, make one at “Forgot your password?”.',
})
export const providerUnavailable = problem<WayBack>('provider-unavailable', 'unavailable', {
  ko: '로그인 서비스가 응답하지 않아요. 잠시 뒤 다시 시도하거나 이메일로 로그인해 주세요.',
  en: 'The sign-in service does not answer. Please try again later, or sign in by e-mail.',
})
export const arrivalEnded = problem('provider-arrival-ended', 'gone', {
  ko: '가입 시간이 지났어요. 로그인 화면에서 다시 시작해 주세요.',
  en: 'This took too long. Please start again from the sign-in page.',
})
export const arrivalKnown = problem('provider-arrival-known', 'conflict', {
  ko: '이미 가입한 계정이 있어요. 로그인 화면에서 같은 방법으로 다시 로그인해 주세요.',
  en: 'You have an account already. Sign in the same way again from the sign-in page.',
})
export const providerTaken = problem('provider-taken', 'conflict', {
  ko: '이미 다른 계정에 연결된 로그인이에요. 그 계정에서 연결을 해제한 뒤 다시 시도해 주세요.',
  en: 'This sign-in is connected to another account. Disconnect it there first.',
})
export const providerConnected = problem('provider-connected', 'conflict', {
  ko: '계정에 같은 서비스의 다른 로그인이 이미 연결되어 있어요. 그 로그인을 사용하거나 먼저 연결을 해제해 주세요.',
  en: 'The account has another sign-in of this service. Use that one, or disconnect it first.',
})
export const providerNotConnected = problem('provider-not-connected', 'missing', {
  ko: '연결되어 있지 않은 로그인이에요.',
  en: 'This sign-in is not connected.',
})
export const providerOfAnother = problem<WayBack>('provider-of-another', 'forbidden', {
  ko: '내 계정에 연결된 로그인이 아니에요. 연결된 로그인으로 다시 확인해 주세요.',
  en: 'This sign-in is not connected to your account. Please use one that is.',
})
export const lastWayIn = problem('last-way-in', 'conflict', {
  ko: '로그인할 방법이 하나뿐이라 연결을 해제할 수 없어요. 먼저 비밀번호를 만들어 주세요.',
  en: 'This is your only way to sign in. Please set a password first.',
})

/** How long somebody may stay at a provider. */
export const VISIT_SECONDS = 10 * 60
/** How long somebody who is new may take to sign up. */
export const ARRIVAL_SECONDS = 30 * 60

/** Problems in order: provider-not-connected, last-way-in. */
export function mayDisconnect(
  { ways, passkeys }: { readonly ways: readonly string[]; readonly passkeys: number },
  provider: string,
): true | Problem {
  if (!ways.includes(provider)) return providerNotConnected()
  return ways.length + passkeys > 1 ? true : lastWayIn()
}

/** What one identity is to the account that it would be connected to: nothing yet, its own, or in the way. */
export function mayConnect(
  { accountId, subject }: { readonly accountId: string; readonly subject: string },
  ownerId: string | undefined,
  connected: string | undefined,
): 'new' | 'connected' | Problem {
  if (ownerId !== undefined && ownerId !== accountId) return providerTaken()
  if (connected !== undefined && connected !== subject) return providerConnected()
  return connected === undefined ? 'new' : 'connected'
}
