import { type Problem, problem } from '../../kernel/problem.ts'
import type { Policy } from '../../policies/rules.ts'

export const cancellationTermsNotAccepted = problem<{ cancellationTerms: string }>(
  'cancellation-terms-not-accepted',
  'conflict',
  {
    ko: '결제하기 전에 취소·환불 규정을 확인하고 동의해 주세요.',
    en: 'Please read and accept the cancellation terms before you pay.',
  },
)

/** What a buyer agrees to: the text and the tiers. Its hash names it. */
export interface CancellationTerms {
  readonly version: number
  readonly policy: Policy
}

/** Of the same terms always the same text, in this order of members. */
export const termsText = ({ version, policy: { kind, tiers, grace } }: CancellationTerms): string =>
  JSON.stringify({
    version,
    kind,
    tiers: tiers.map((tier) =>
      'hoursBefore' in tier
        ? { hoursBefore: tier.hoursBefore, keptPercent: tier.keptPercent }
        : { daysBefore: tier.daysBefore, keptPercent: tier.keptPercent },
    ),
    grace: grace && { hours: grace.hours, daysBefore: grace.daysBefore },
  })

/** Decides whether a payment may start. Problem: cancellation-terms-not-accepted, with the hash of what applies. */
export const mayPayUnder = (hash: string, given: string | undefined): true | Problem =>
  given === hash ? true : cancellationTermsNotAccepted({ cancellationTerms: hash })
