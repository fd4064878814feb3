import { repliesOf } from '../reply.ts'
import type { Refusal } from './shapes.ts'

/**
 * PortOne's error types, by what they prove. A type is listed only where it proves that the call
 * moved no money; every other one (ALREADY_PAID, an outstanding request, an unexpected
 * balance, a PG's error, an unknown type) is inconclusive and looked up.
 */

/** Our configuration is wrong: the secret or its permissions. */
const configuration = new Set(['UNAUTHORIZED', 'FORBIDDEN'])

/** Token or facts do not match a payment that awaits our confirm. */
const declined = new Set(['INVALID_PAYMENT_TOKEN', 'INFORMATION_MISMATCH'])

/** Invalid, or refused permanently, whatever was refunded before. */
const rejectedCancel = new Set([
  'INVALID_REQUEST',
  'SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT',
  'MAX_CANCEL_COUNT_REACHED',
])

export const isConfiguration = ({ type }: Refusal): boolean => configuration.has(type)

export const isRejectedPrepare = ({ type }: Refusal): boolean =>
  configuration.has(type) || type === 'INVALID_REQUEST'

/** Proves this call only: an earlier one without an answer may have taken the money. */
export const isDeclinedConfirm = ({ type }: Refusal): boolean => declined.has(type)

export const isRejectedCancel = ({ type }: Refusal): boolean =>
  configuration.has(type) || rejectedCancel.has(type)

/** PortOne knows a payment only once its window was opened. */
export const isMissing = ({ type }: Refusal): boolean => type === 'PAYMENT_NOT_FOUND'

export const describe = ({ type, pgCode, message }: Refusal): string =>
  ['portone-v2', type, pgCode, message].filter(Boolean).join(' ')

export const { incomplete, rejected, unknown } = repliesOf({
  gateway: 'portone-v2',
  isConfiguration,
  describe,
})
