import type { Static, TObject, TSchema } from 'typebox'
import type { ProblemType } from './problem.ts'

/** Who may ask. Ownership of the thing asked for is checked by the operation, in its query. */
export type Role = 'anyone' | 'customer' | 'owner' | 'admin'

/** What an API key may be allowed to do: `<what>:<verb>`. Front doors declare theirs. */
export type Scope = string

/**
 * One way in: the server serves it, the web calls it by type, the reference prints it.
 * A part that is left out is empty.
 */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  /** Another way to the same: `PUT /timetable/update-time/:timetableId`, with the same shapes. */
  readonly also?: `${Endpoint['method']} ${string}`
  readonly summary: string
  readonly role: Role
  /** API keys that have this scope may ask, besides people with the role. */
  readonly scope?: Scope
  /**
   * Because a claim or money moves. `true`: an `Idempotency-Key` is required; 'optional': honoured
   * where it is given.
   */
  readonly once?: boolean | 'optional'
  readonly params?: TObject
  readonly query?: TObject
  readonly body?: TSchema
  readonly answer: TSchema
  readonly problems: readonly ProblemType<never>[]
}

/** Describes an endpoint; its shapes stay as exact as they were written. */
export const endpoint = <const Described extends Endpoint>(described: Described): Described =>
  described

/** Its own way, and the other one where it has one. */
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
