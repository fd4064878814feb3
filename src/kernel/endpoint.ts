import type { Static, TObject, TSchema } from 'typebox'
import type { ProblemType } from './problem.ts'

/** The role that a route requires. Ownership is checked by the query of each operation. */
export type Role = 'anyone' | 'customer' | 'owner' | 'admin'

/** A permission of an API key: `<what>:<verb>`. Front doors declare theirs. */
export type Scope = string

/**
 * An endpoint: the server serves it, the web client calls it by type, the reference documents it.
 * An omitted part is empty.
 */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  /** A second path with the same shapes: `PUT /timetable/update-time/:timetableId`. */
  readonly also?: `${Endpoint['method']} ${string}`
  readonly summary: string
  readonly role: Role
  /** API keys with this scope may call it, besides people with the role. */
  readonly scope?: Scope
  /**
   * For claims and payments. `true`: an `Idempotency-Key` is required; 'optional': honoured when
   * sent.
   */
  readonly once?: boolean | 'optional'
  readonly params?: TObject
  readonly query?: TObject
  readonly body?: TSchema
  readonly answer: TSchema
  readonly problems: readonly ProblemType<never>[]
}

/** Declares an endpoint; keeps the exact types of its shapes. */
export const endpoint = <const Described extends Endpoint>(described: Described): Described =>
  described

/** Its path, and the second one if it has one. */
export function waysTo({
  method,
  path,
  also,
}: Endpoint): { readonly method: Endpoint['method']; readonly path: string }[] {
  if (!also) return [{ method, path }]
  const [otherMethod, otherPath = ''] = also.split(' ')
  return [
    { method, path },
    { method: otherMethod as Endpoint['method'], path: otherPath },
  ]
}

export type ParamsOf<E> = E extends { readonly params: infer P extends TSchema }
  ? Static<P>
  : Record<string, never>
export type QueryOf<E> = E extends { readonly query: infer Q extends TSchema }
  ? Static<Q>
  : Record<string, never>
export type BodyOf<E> = E extends { readonly body: infer B extends TSchema } ? Static<B> : undefined
export type AnswerOf<E> = E extends { readonly answer: infer A extends TSchema } ? Static<A> : never
