import type { ProblemBody } from '../../web/call.ts'
import { dropPass, readTicket } from './kept.ts'

/** The part of the router that this needs. */
interface Navigator {
  readonly latestLocation: { readonly pathname: string; readonly href: string }
  readonly navigate: (to: {
    to: string
    search: Record<string, string>
    replace: boolean
  }) => Promise<void>
}

const types = [
  'waiting-pass-needed',
  'still-waiting',
  'waiting-pass-ended',
  'waiting-token-unknown',
  'waiting-pass-of-another',
]

/** Pages that work without a pass: the rooms themselves, and an owner's desk, which shows refusals. */
const isExempt = (pathname: string) => /^\/(waiting-rooms|desk|sign-)/.test(pathname)

/**
 * Whoever is refused for want of a pass is led to the waiting room, and from there back to where they
 * are now. Once: in the room nothing leads there again. Returns whether they are.
 */
export function leadToRoom(router: Navigator, problem: ProblemBody): boolean {
  const { type, page, storeId, ended } = problem
  if (!types.includes(type) || typeof page !== 'string' || typeof storeId !== 'string') return false
  dropPass(storeId)
  const { pathname, href } = router.latestLocation
  if (isExempt(pathname)) return false
  const isWaitingAgain = readTicket(storeId)?.isUsed === false
  void router.navigate({
    to: page,
    search: {
      from: href,
      ...(typeof ended === 'string' && !isWaitingAgain && { ended }),
    },
    replace: true,
  })
  return true
}
