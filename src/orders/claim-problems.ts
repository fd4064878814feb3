import { budgetProblems } from '../holds/rules.ts'
import { depositAsked } from '../stores/hold-terms/deposit-rules.ts'
import { noShowsReached, phoneNotVerified } from '../stores/hold-terms/rules.ts'
import { priceChanged, soldOut, storeClosed, tooManyReadyOrders } from './rules.ts'

/** What a claim of one place refuses with, after what its door refuses; as of `claim` of claim-rules.ts. */
export const claimOfOneProblems = [
  storeClosed,
  noShowsReached,
  phoneNotVerified,
  tooManyReadyOrders,
  ...budgetProblems,
  soldOut,
  depositAsked,
  priceChanged,
] as const
