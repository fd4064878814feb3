import { createHash } from 'node:crypto'
import type { Engine } from '../src/engine.ts'
import { termsText } from '../src/payments/terms/rules.ts'
import { legalMaximums } from '../src/policies/rules.ts'
import { accept } from '../src/terms/operations.ts'

/** What every sign-up has to accept: `accepted` of its body. */
export const ACCEPTED = [
  { kind: 'terms', version: 1 },
  { kind: 'age', version: 1 },
] as const

/** An account that was made in the database has accepted it too. */
export const acceptAs = (engine: Engine, accountId: string): Promise<void> =>
  accept(engine, { accountId, accepted: ACCEPTED, language: 'ko' })

/** Names the cancellation terms of an order at a store that keeps nothing: `cancellationTerms` of its payment. */
export const FREE_TERMS = createHash('sha256')
  .update(termsText({ version: 1, policy: legalMaximums.free }))
  .digest('hex')
