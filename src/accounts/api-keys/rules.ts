import type { Role, Scope } from '../../kernel/endpoint.ts'
import { type Problem, problem } from '../../kernel/problem.ts'

/**
 * API keys: a service acts for an account, limited to the scopes of the key.
 *
 *   live ──┬─ expire ─▶ expired   its end has come
 *          └─ revoke ─▶ revoked   its owner revoked it
 */

/** A scope as its front door describes it. */
export interface ScopeWords {
  readonly scope: Scope
  /** One or two words: `자리 예약`. */
  readonly title: { readonly ko: string; readonly en: string }
  /** One sentence: what a key with it may do. */
  readonly does: { readonly ko: string; readonly en: string }
}

/** Maximum of keys an account has that are not revoked. */
export const KEYS_MOST = 20

export const keyUnknown = problem('key-unknown', 'unauthenticated', {
  ko: '사용할 수 없는 API 키예요. 만료되었거나 폐기된 키인지 확인해 주세요.',
  en: 'This API key is not valid: there is no such key, it has expired, or it was revoked.',
})

/** `scope` is the missing one; null where keys may not call at all. */
export const keyNotAllowed = problem<{
  scope: Scope | null
  detail: { readonly ko: string; readonly en: string }
}>('key-not-allowed', 'forbidden', {
  ko: '이 API 키에는 권한이 없어요.',
  en: 'This API key is not allowed to do this.',
})
export const tooManyKeys = problem<{ most: number }>('too-many-keys', 'conflict', {
  ko: 'API 키는 20개까지 만들 수 있어요. 사용하지 않는 키를 폐기해 주세요.',
  en: 'You can have 20 API keys. Revoke one that is no longer used.',
})
export const apiKeyMissing = problem('api-key-missing', 'missing', {
  ko: 'API 키를 찾을 수 없어요.',
  en: 'There is no such API key.',
})

/**
 * Whom a key acts for at a route: its account if it has the scope. On a public route without a
 * matching scope the caller is anonymous. Problem: key-not-allowed.
 */
export function mayAsk(
  held: readonly Scope[],
  { role, scope }: { readonly role: Role; readonly scope?: Scope | undefined },
): 'account' | 'nobody' | Problem {
  if (scope && held.includes(scope)) return 'account'
  if (role === 'anyone') return 'nobody'
  return keyNotAllowed({ scope: scope ?? null, detail: scope ? lacks(scope) : noKeys })
}

const lacks = (scope: Scope) => ({
  ko: `이 키에는 ${scope} 권한이 없어요.`,
  en: `The key does not have the scope ${scope}.`,
})
const noKeys = {
  ko: 'API 키로는 사용할 수 없는 주소예요. 로그인이 필요해요.',
  en: 'API keys cannot ask this; a person has to sign in.',
}

/** The lowest free slot of an account. Problem: too-many-keys. */
export function freeSlot(taken: readonly number[]): number | Problem {
  for (let slot = 1; slot <= KEYS_MOST; slot += 1) if (!taken.includes(slot)) return slot
  return tooManyKeys({ most: KEYS_MOST })
}

/** Only sellers have services that act for them. */
export const mayHaveKeys = (role: Role): boolean => role === 'owner' || role === 'admin'
