import type { Caller } from '../accounts/caller.ts'
import type { Hold } from './rules.ts'

/** Whose budget a claim counts against; undefined for a key, and where nothing is limited. */
export const holderOf = (
  { network }: Pick<Caller, 'network'>,
  seats: number,
  seconds: number,
): Hold | undefined => (network === undefined ? undefined : { network, seats, seconds })
