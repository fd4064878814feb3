import { repliesOf } from '../reply.ts'
import type { Refusal } from './shapes.ts'

/**
 * KakaoPay's error codes, by what they prove. A code is listed only if it proves that the call
 * moved no money; every other one (-702 already approved, -780 the bank's answer was lost,
 * -785 another call is in flight, a quota, an unknown code) is inconclusive and looked up.
 */

/** Our configuration is wrong: method, app, CID, its secret, key, permission, address, domain. */
const configuration = new Set([
  -705, -726, -730, -731, -732, -733, -798, -799, -400, -401, -403, -404,
])

/** The call itself was wrong: amounts (-703 -704 -722 -724 -725), ids (-706 -707), token (-708). */
const wrongCall = new Set([-703, -704, -706, -707, -708, -722, -724, -725])

/** The buyer cannot pay: not authenticated, no account, above the limit of a payment. */
const declined = new Set([-701, -761, -797])

const tidUnknown = -721
const tidExpired = -723
const badParameter = -2

export const isConfiguration = ({ code }: Refusal): boolean => configuration.has(code)

export const isRejectedReady = ({ code }: Refusal): boolean =>
  configuration.has(code) || wrongCall.has(code) || declined.has(code) || code === badParameter

/** A wrong setting stays unknown: once it is corrected, the payment can still be settled. */
export const isDeclinedApprove = ({ code }: Refusal): boolean =>
  wrongCall.has(code) || declined.has(code)

export const isExpired = ({ code }: Refusal): boolean => code === tidExpired

/**
 * A wrong amount (-710 -711 -722 …) stays unknown: the retry of a cancel that was carried out
 * without an answer gets it as well, so the balance must be looked up.
 */
export const isRejectedCancel = isConfiguration

export const isMissing = ({ code }: Refusal): boolean => code === tidUnknown || code === tidExpired

export function describe({ code, message, methodResult }: Refusal): string {
  return ['kakaopay', code, methodResult, message].filter(Boolean).join(' ')
}

export const { incomplete, rejected, unknown } = repliesOf({
  gateway: 'kakaopay',
  isConfiguration,
  describe,
})
