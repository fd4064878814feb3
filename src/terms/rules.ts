import { type Problem, problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import { type AcceptedKind, requiredKinds, type TextKind } from './kind-rules.ts'

export interface Accepted {
  readonly kind: AcceptedKind
  /** As it was shown. */
  readonly version: number
}

/** A version of a text, without its words. */
export interface Version {
  readonly kind: TextKind
  readonly version: number
  readonly appliesFrom: Date
}

export const termsNotAccepted = problem<{ missing: readonly Accepted[] }>(
  'terms-not-accepted',
  'forbidden',
  {
    ko: '이용약관에 동의하고, 만 14세 이상인지 확인해 주세요.',
    en: 'Please accept the terms of use, and confirm that you are at least 14 years old.',
  },
)
export const textMissing = problem('text-missing', 'missing', {
  ko: '약관을 찾을 수 없어요.',
  en: 'There is no such text.',
})
export const changeTooSoon = problem<{ earliest: string }>('terms-change-too-soon', 'invalid', {
  ko: '변경하는 약관은 적용일 7일 전부터, 이용자에게 불리하면 30일 전부터 알려야 해요.',
  en: 'A change must be announced 7 days ahead, or 30 days where it is to the disadvantage of users.',
})
export const changeScheduled = problem('terms-change-scheduled', 'conflict', {
  ko: '적용을 기다리는 변경이 이미 있어요.',
  en: 'Another change of this text waits to apply.',
})

/** The version that applies at `now`: the first one until another does. */
export const inForce = (versions: readonly Version[], kind: TextKind, now: Date): number =>
  versions
    .filter((one) => one.kind === kind && one.appliesFrom <= now)
    .reduce((most, { version }) => Math.max(most, version), 1)

/**
 * Decides whether what is accepted may be kept: all of it in the version that applies. Problem: terms-not-accepted,
 * with what is missing or was accepted in another version.
 *
 * @param needed what must be among it
 */
export function mayAccept(
  accepted: readonly Accepted[],
  { versions, now }: { readonly versions: readonly Version[]; readonly now: Date },
  needed: readonly AcceptedKind[] = requiredKinds,
): true | Problem {
  const kinds = new Set([...needed, ...accepted.map(({ kind }) => kind)])
  const missing = [...kinds]
    .map((kind) => ({ kind, version: inForce(versions, kind, now) }))
    .filter(
      ({ kind, version }) =>
        !accepted.some((one) => one.kind === kind && one.version === version) ||
        accepted.some((one) => one.kind === kind && one.version !== version),
    )
  return missing.length > 0 ? termsNotAccepted({ missing }) : true
}

const DAY_SECONDS = 24 * 60 * 60

/**
 * Decides whether a new version may apply from then on. Problems in order: terms-change-scheduled,
 * terms-change-too-soon.
 */
export function mayPublish(
  {
    kind,
    appliesFrom,
    isUnfavourable,
  }: Omit<Version, 'version'> & { readonly isUnfavourable: boolean },
  { versions, now }: { readonly versions: readonly Version[]; readonly now: Date },
): true | Problem {
  if (versions.some((one) => one.kind === kind && one.appliesFrom > now)) return changeScheduled()
  const earliest = later(now, (isUnfavourable ? 30 : 7) * DAY_SECONDS)
  if (appliesFrom < earliest) return changeTooSoon({ earliest: earliest.toISOString() })
  return true
}
