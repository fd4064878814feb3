import type { Refusal } from './shapes.ts'

/**
 * PortOne V1 has almost no codes: a refusal is 1 with a Korean sentence, or an HTTP status. A
 * sentence proves nothing (the retry of a cancel that was carried out without an answer gets the
 * same one), so sentences are not parsed; the payment is looked up.
 */

/** Not found; also sent while a replica lags. */
export const isMissing = ({ status }: Refusal): boolean => status === 404

/** Refused by PortOne, with HTTP 200 as for everything about a payment. */
export const isWorded = ({ status, code }: Refusal): boolean => status === 200 && code > 0
