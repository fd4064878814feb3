import type { SecurityKind } from '../kernel/security-kind.ts'

/** What the log knows besides what endpoints declare: a limit that was reached, at any of them. */
export type EventKind = SecurityKind | 'limit-reached'

export const KEPT_DAYS = 90

/** The types of problems that say nothing of security: what was asked for cannot be, or is not said well. */
const harmless = new Set(['malformed', 'route-missing', 'unavailable', 'unexpected'])

/** What it says when somebody asks for what is not theirs to ask for. */
const accessRefusals = new Set([
  'not-allowed',
  'second-factor-needed',
  'key-not-allowed',
  'key-unknown',
  'origin-refused',
])

/** What a finished request is in the log; undefined: nothing. */
export function eventOf(
  noted: SecurityKind | undefined,
  { status, refusal }: { readonly status: number; readonly refusal: string },
): { readonly kind: EventKind; readonly refusal: string } | undefined {
  if (status === 429) return { kind: 'limit-reached', refusal }
  if (accessRefusals.has(refusal)) return { kind: 'access-refused', refusal }
  if (noted === undefined || status >= 500 || harmless.has(refusal)) return undefined
  // A password was right, or was set by a link: what is left is a code, before a session begins.
  if (refusal === 'code-needed')
    return { kind: noted === 'sign-in' ? 'code-asked' : noted, refusal: '' }
  return { kind: noted, refusal: status < 400 ? '' : refusal }
}
