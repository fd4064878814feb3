import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { CurrencyCode, Instant, MoneyShape, OrNull, Shape } from '../../kernel/shape.ts'
import { OfStore, PricingView } from '../../stores/contract.ts'
import { storeMissing } from '../../stores/rules.ts'
import * as rules from './rules.ts'

const Percent = Type.Integer({ minimum: 0, maximum: 100 })
const Kind = Type.Enum([...rules.noShowKinds])

const terms = {
  kind: Kind,
  /** What the legal maximum is a part of: what was paid, or what a meal costs on average. */
  basis: Type.Enum([...rules.noShowBases]),
  /** A head or a booking, in minor units; null where it is what was paid. */
  average: OrNull(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })),
  /** Of what was paid. */
  keptPercent: Percent,
  /** Of groups, where more is kept of them. */
  group: OrNull(
    Shape({
      from: Type.Integer({ minimum: rules.GROUP_LEAST, maximum: 1_000 }),
      keptPercent: Percent,
    }),
  ),
}

export const NoShowTermsView = Shape(terms, 'NoShowTerms')

export const StoreNoShowTerms = Shape(
  {
    /** For orders made now; null: nothing was said. */
    terms: OrNull(NoShowTermsView),
    /** For orders made from `appliesAt` on; null if no change is scheduled. */
    next: OrNull(Shape({ ...terms, appliesAt: Instant })),
    currency: CurrencyCode,
    /** The largest of each sort that is taken; none: nothing is. */
    deposits: Type.Array(Shape({ amount: Type.Integer(), per: Type.Enum(['person', 'booking']) })),
    pricing: PricingView,
    /** Available kinds, with the most that may be kept, in percent of the whole bill. */
    choices: Type.Array(Shape({ kind: Kind, percent: Percent, groupPercent: Percent })),
  },
  'StoreNoShowTerms',
)

/** What was promised for a booking if nobody comes, and what came of it. */
export const NoShowView = Shape(
  {
    /** Of what was paid, as far as it is now: kept and given back. */
    kept: MoneyShape,
    refund: MoneyShape,
    /** When its store marked it; null: it did not. */
    markedAt: OrNull(Instant),
    /** From when on it is settled. */
    dueAt: OrNull(Instant),
    /** Null: not settled yet. */
    settledAt: OrNull(Instant),
  },
  'BookingNoShow',
)

export const getNoShowTerms = endpoint({
  name: 'getNoShowTerms',
  method: 'GET',
  path: '/v1/stores/:storeId/no-show-terms',
  summary: 'What a store keeps of what was paid when nobody comes',
  role: 'anyone',
  params: OfStore,
  answer: StoreNoShowTerms,
  problems: [storeMissing],
})

export const changeNoShowTerms = endpoint({
  name: 'changeNoShowTerms',
  method: 'PUT',
  path: '/v1/stores/:storeId/no-show-terms',
  summary: 'Say what is kept of no-shows, for orders made a minute from now or later',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  body: Shape(terms, 'NoShowTermsDraft'),
  answer: StoreNoShowTerms,
  problems: [
    storeMissing,
    rules.termsUnfit,
    rules.averageMissing,
    rules.groupKeepsLess,
    rules.feeIllegal,
    rules.depositIllegal,
  ],
})
