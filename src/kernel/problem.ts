/**
 * Problems: what is wrong, said once, beside the rule that finds it (RFC 9457).
 *
 * A pure rule returns a problem; an operation throws it, so that its transaction rolls back; the
 * edge turns its kind into a status. Titles are Korean and English; `type` never changes.
 */

/** The only table of kinds; a bug is none of these. */
export const statusOf = {
  malformed: 400,
  unauthenticated: 401,
  declined: 402,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  gone: 410,
  large: 413,
  invalid: 422,
  limited: 429,
  unavailable: 503,
} as const

export type ProblemKind = keyof typeof statusOf

export interface ProblemType<Facts extends object = object> {
  (facts?: Facts): Problem
  readonly type: string
  readonly kind: ProblemKind
  readonly title: { readonly ko: string; readonly en: string }
}

/** Facts are members of the body, for a program to read: `available`, `opensAt`, `orderId`. */
export class Problem extends Error {
  readonly is: ProblemType
  readonly facts: object
  constructor(is: ProblemType, facts: object) {
    super(is.title.en)
    this.name = 'Problem'
    this.is = is
    this.facts = facts
  }

  get type(): string {
    return this.is.type
  }
}

/** Declares a problem. Call the result with the facts of one case to get a `Problem`. */
export function problem<Facts extends object = object>(
  type: string,
  kind: ProblemKind,
  title: { readonly ko: string; readonly en: string },
): ProblemType<Facts> {
  const declared: ProblemType<Facts> = Object.assign(
    (facts?: Facts): Problem => new Problem(declared as ProblemType, facts ?? {}),
    { type, kind, title },
  )
  return declared
}

/** Hands on the answer, or throws the problem so that the transaction rolls back. */
export function orThrow<Answer>(answer: Answer | Problem): Answer {
  if (answer instanceof Problem) throw answer
  return answer
}
