import type { Static, TObject, TSchema } from 'typebox'
import type { ProblemType } from './problem.ts'

/** Who may ask. Ownership of the thing asked for is checked by the operation, in its query. */
export type Role = 'anyone' | 'customer' | 'owner' | 'admin'

/**
 * One way in: the server serves it, the web calls it by type, the reference prints it.
 * A part that is left out is empty; `once` asks for an `Idempotency-Key`, because a claim or
 * money moves.
 */
export interface Endpoint<
  Params extends TObject = TObject,
  Query extends TObject = TObject,
  Body extends TSchema = TSchema,
  Answer extends TSchema = TSchema,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly summary: string
  readonly role: Role
  readonly once?: boolean
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  readonly answer: Answer
  readonly problems: readonly ProblemType<never>[]
}

export const endpoint = <
  const Method extends Endpoint['method'],
  const Path extends string,
  Params extends TObject,
  Query extends TObject,
  Body extends TSchema,
  Answer extends TSchema,
>(
  described: Endpoint<Params, Query, Body, Answer> & {
    readonly method: Method
    readonly path: Path
  },
) => described

export type ParamsOf<E> = E extends { readonly params: infer P extends TSchema }
  ? Static<P>
  : Record<string, never>
export type QueryOf<E> = E extends { readonly query: infer Q extends TSchema }
  ? Static<Q>
  : Record<string, never>
export type BodyOf<E> = E extends { readonly body: infer B extends TSchema } ? Static<B> : undefined
export type AnswerOf<E> = E extends { readonly answer: infer A extends TSchema } ? Static<A> : never
