import type { SecurityKind } from '../kernel/security-kind.ts'

/** What the log knows besides what endpoints declare: a limit that was reached, at any of them. */
export type EventKind = SecurityKind | 'limit-reached'

export const KEPT_DAYS = 90

/**
 * An address without what names one connection: of IPv4 the first three bytes, of IPv6 the first three
 * groups, which is what a provider hands to one customer at most. Empty for what is no address.
 */
export function shortAddress(address: string): string {
  const [bare = ''] = address.split('%')
  const [, v4] = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/i.exec(bare) ?? []
  if (v4) return `${v4}.0/24`
  if (!bare.includes(':')) return ''
  const [head = '', tail] = bare.toLowerCase().split('::')
  const first = head === '' ? [] : head.split(':')
  const zeros = tail === undefined ? [] : ['0', '0', '0']
  return `${[...first, ...zeros].slice(0, 3).join(':')}::/48`
}

/** The types of problems that say nothing of security: what was asked for cannot be, or is not said well. */
const harmless = new Set(['malformed', 'route-missing', 'unavailable', 'unexpected'])

/** What a finished request is in the log; undefined: nothing. */
export function eventOf(
  noted: SecurityKind | undefined,
  { status, refusal }: { readonly status: number; readonly refusal: string },
): { readonly kind: EventKind; readonly refusal: string } | undefined {
  if (status === 429) return { kind: 'limit-reached', refusal }
  if (noted === undefined || status >= 500 || harmless.has(refusal)) return undefined
  return { kind: noted, refusal: status < 400 ? '' : refusal }
}
