import { earliest } from '../kernel/time.ts'
import { type Facts, type Policy, type Quote, quote, type Step } from './rules.ts'

/** A part of an order that is canceled by itself. */
export interface Part {
  /** Of its place; null: at no time. */
  readonly startsAt: Date | null
  /** Minor units. */
  readonly amount: number
}

type OrderFacts = Omit<Facts, 'startsAt' | 'amount'>
export type PartQuote = Omit<Quote, 'steps'>

/**
 * Quotes each part of an order by its own start. Parts that begin together are rounded together, so
 * that they add up to the quote of all of them.
 */
export function quoteEach(
  policy: Policy,
  parts: readonly Part[],
  facts: OrderFacts,
  now: Date,
): PartQuote[] {
  const before = new Map<number | undefined, { amount: number; kept: number }>()
  return parts.map(({ startsAt, amount }) => {
    const so = before.get(startsAt?.getTime()) ?? { amount: 0, kept: 0 }
    const upTo = { amount: so.amount + amount, startsAt, ...facts }
    const { kept: keptUpTo, keptPercent, until } = quote(policy, upTo, now)
    before.set(startsAt?.getTime(), { amount: upTo.amount, kept: keptUpTo })
    const kept = keptUpTo - so.kept
    return { kept, refund: amount - kept, keptPercent, until }
  })
}

/**
 * Quotes an order whose parts begin at several times: the sum of its parts. Its percentages are of all
 * of it, rounded up. Its last step ends at the first start, after which it is not canceled as a whole.
 *
 * @param amount what comes back at most, in minor units
 */
export function quoteWhole(
  policy: Policy,
  parts: readonly Part[],
  { amount, ...facts }: OrderFacts & { readonly amount: number },
  now: Date,
): Quote {
  const splitAt = (at: Date): Omit<Step, 'until'> => {
    const each = quoteEach(policy, parts, facts, at)
    const kept = Math.min(
      amount,
      each.reduce((sum, part) => sum + part.kept, 0),
    )
    const keptPercent = amount === 0 ? 0 : Math.ceil((100 * kept) / amount)
    return { keptPercent, kept, refund: amount - kept }
  }
  const steps = endsOf(policy, parts, facts)
    .map((until): Step => ({ until, ...splitAt(new Date(+until - 1)) }))
    .filter(({ kept }, at, all) => kept !== all[at + 1]?.kept)
  const step = steps.find(({ until }) => now < until)
  return { ...splitAt(now), until: step?.until ?? null, steps }
}

/** When what is kept of any part rises, up to the first start. */
function endsOf(policy: Policy, parts: readonly Part[], facts: OrderFacts): Date[] {
  const starts = parts.flatMap(({ startsAt }) => startsAt ?? [])
  if (starts.length === 0) return []
  const firstStart = earliest(...starts)
  const ends = starts.flatMap((startsAt) =>
    quote(policy, { ...facts, startsAt, amount: 0 }, firstStart).steps.map(({ until }) => +until),
  )
  return [...new Set(ends)]
    .filter((end) => end <= +firstStart)
    .sort((one, other) => one - other)
    .map((end) => new Date(end))
}
