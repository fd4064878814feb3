import type { Refusal } from './shapes.ts'

/**
 * PortOne V1 has next to no codes: a refusal is 1 with a sentence in Korean, or an HTTP status. A
 * sentence proves nothing (of a cancel, the same one is told when its twin was carried out and its
 * answer lost), so no sentence is read here; what is true is looked up.
 */

/** A lookup of what PortOne has never seen, which is also what it answers while a copy lags. */
export const isMissing = ({ status }: Refusal): boolean => status === 404

/** Refused in PortOne's own words, with HTTP 200 as it does for all that concerns the payment. */
export const isWorded = ({ status, code }: Refusal): boolean => status === 200 && code > 0
