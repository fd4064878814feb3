import type { Static } from 'typebox'
import { wallDate, wallTime } from '../../kernel/time.ts'
import type { ProposalView } from '../contract.ts'
import type { Proposed } from './queries.ts'

/** A proposal that can still be answered at `now`; null for one whose hold is dead. */
export function proposalView(
  proposed: Proposed | null,
  timeZone: string,
  now: Date,
): Static<typeof ProposalView> | null {
  if (!proposed?.to) return null
  const to = new Date(proposed.to)
  const expiresAt = new Date(proposed.expiresAt)
  if (expiresAt <= now) return null
  return {
    id: proposed.id,
    date: wallDate(to, timeZone),
    time: wallTime(to, timeZone),
    expiresAt: expiresAt.toISOString(),
  }
}
