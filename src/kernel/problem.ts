/**
 * Problems (RFC 9457), each declared beside the rule that returns it.
 *
 * A pure rule returns a problem; an operation throws it to roll back the transaction; the HTTP edge
 * maps its kind to a status. Titles are Korean and English; `type` never changes.
 */

/** HTTP status by kind. A bug is not a problem and has no kind. */
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
  unproven: 428,
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

/** `facts` become members of the response body, for programs: `available`, `opensAt`, `orderId`. */
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

/** Declares a problem type. Call the result with facts to get a `Problem`. */
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

/** Returns the answer, or throws the problem so that the transaction rolls back. */
export function orThrow<Answer>(answer: Answer | Problem): Answer {
  if (answer instanceof Problem) throw answer
  return answer
}
