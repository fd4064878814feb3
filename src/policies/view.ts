import type { Static } from 'typebox'
import type { Order } from '../orders/rules.ts'
import type { QuoteView, StorePolicy } from './contract.ts'
import type { readPolicies, Terms } from './queries.ts'
import { type Kind, legalMaximums, type Policy, type Quote } from './rules.ts'

const policyView = ({ kind, tiers, grace }: Policy) => ({ kind, tiers: [...tiers], grace })

export function storePolicyView(
  { now, latest, policy }: NonNullable<Awaited<ReturnType<typeof readPolicies>>>,
  kinds: readonly Kind[],
): Static<typeof StorePolicy> {
  const appliesAt = latest && new Date(latest.appliesAt)
  return {
    policy: policyView(policy ?? legalMaximums.free),
    next:
      latest && appliesAt && now < appliesAt
        ? { ...policyView(latest), appliesAt: appliesAt.toISOString() }
        : null,
    choices: kinds.map((kind) => policyView(legalMaximums[kind])),
  }
}

/** An unpaid order has no refund. */
export function quoteView(
  { status, currency }: Pick<Order, 'status' | 'currency'>,
  { timeZone }: Pick<Terms, 'timeZone'>,
  { keptPercent, kept, refund, until, steps }: Quote,
  now: Date,
): Static<typeof QuoteView> {
  const isPaid = status === 'paid'
  const money = (amount: number) => ({ amount, currency })
  return {
    refund: money(isPaid ? refund : 0),
    kept: money(isPaid ? kept : 0),
    keptPercent,
    until: until?.toISOString() ?? null,
    steps: steps.map((step) => ({
      until: step.until.toISOString(),
      keptPercent: step.keptPercent,
      kept: money(step.kept),
      refund: money(step.refund),
    })),
    timeZone,
    now: now.toISOString(),
  }
}
