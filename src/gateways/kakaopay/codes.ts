import { repliesOf } from '../reply.ts'
import type { Refusal } from './shapes.ts'

/**
 * KakaoPay's error codes, by what they prove. A code is listed only where it proves that the call
 * took or gave no money; every other one (-702 already approved, -780 the bank's answer was lost,
 * -785 another call is in flight, a quota, a code not known yet) proves nothing and is looked up.
 */

/** Our configuration is wrong: method, app, CID, its secret, key, permission, address, domain. */
const configuration = new Set([
  -705, -726, -730, -731, -732, -733, -798, -799, -400, -401, -403, -404,
])

/** The call itself was wrong: amounts (-703 -704 -722 -724 -725), ids (-706 -707), token (-708). */
const wrongCall = new Set([-703, -704, -706, -707, -708, -722, -724, -725])

/** The buyer cannot pay so: not authenticated yet, no account, above the limit of one payment. */
const declined = new Set([-701, -761, -797])

const tidUnknown = -721
const tidExpired = -723
const badParameter = -2

export const isConfiguration = ({ code }: Refusal): boolean => configuration.has(code)

export const isRejectedReady = ({ code }: Refusal): boolean =>
  configuration.has(code) || wrongCall.has(code) || declined.has(code) || code === badParameter

/** A wrong setting is left unknown here: once it is mended, the same payment can still be settled. */
export const isDeclinedApprove = ({ code }: Refusal): boolean =>
  wrongCall.has(code) || declined.has(code)

export const isExpired = ({ code }: Refusal): boolean => code === tidExpired

/**
 * An amount that does not fit (-710 -711 -722 …) is left unknown: it is what a cancel meets whose
 * twin was carried out and its answer lost, so the balance must be looked up.
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
