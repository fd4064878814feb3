import { type Problem, problem } from '../../kernel/problem.ts'

export const passkeyRefused = problem('passkey-refused', 'forbidden', {
  ko: '패스키를 확인하지 못했어요. 다시 시도해 주세요.',
  en: 'The passkey could not be verified. Please try again.',
})
export const passkeyUnknown = problem('passkey-unknown', 'unauthenticated', {
  ko: '등록되지 않은 패스키예요. 비밀번호로 로그인해 주세요.',
  en: 'This passkey is not registered here. Please sign in with your password.',
})
export const passkeyCopied = problem('passkey-copied', 'forbidden', {
  ko: '복제됐을 수 있는 패스키라 로그인을 막았어요. 비밀번호로 로그인해 이 패스키를 삭제해 주세요.',
  en: 'This passkey may have been copied, so it was refused. Sign in with your password and remove it.',
})
export const passkeyKnown = problem('passkey-known', 'conflict', {
  ko: '이미 등록한 패스키예요.',
  en: 'This passkey is registered already.',
})
export const passkeyMissing = problem('passkey-missing', 'missing', {
  ko: '패스키를 찾을 수 없어요.',
  en: 'There is no such passkey.',
})
export const tooManyPasskeys = problem<{ most: number }>('too-many-passkeys', 'conflict', {
  ko: '패스키는 10개까지 등록할 수 있어요. 쓰지 않는 패스키를 삭제해 주세요.',
  en: 'You can have 10 passkeys. Remove one that you do not use.',
})
export const lastWayIn = problem('last-way-in', 'conflict', {
  ko: '로그인할 방법이 이것뿐이라 삭제할 수 없어요. 비밀번호를 정하거나 다른 패스키를 먼저 등록해 주세요.',
  en: 'This is your only way to sign in. Set a password or add another passkey first.',
})

export const PASSKEYS_MOST = 10
/** How long a challenge may be answered. */
export const CHALLENGE_SECONDS = 5 * 60

/** The lowest free slot of an account. Problem: too-many-passkeys. */
export function freeSlot(taken: readonly number[]): number | Problem {
  for (let slot = 1; slot <= PASSKEYS_MOST; slot += 1) if (!taken.includes(slot)) return slot
  return tooManyPasskeys({ most: PASSKEYS_MOST })
}

/**
 * Whether a counter is that of the one authenticator: it grows, or stays zero where there is none (WebAuthn 3,
 * § 6.1.1). Passkeys that are synced have none.
 */
export const isCopied = (kept: number, came: number): boolean =>
  (kept > 0 || came > 0) && came <= kept

/** An account keeps a way in. Problem: last-way-in. */
export const mayRemove = (others: {
  readonly credentials: number
  readonly passkeys: number
}): true | Problem => (others.credentials + others.passkeys > 0 ? true : lastWayIn())
