import type { Static, TObject, TSchema } from 'typebox'
import type { ActKind } from './act-kind.ts'
import type { ProblemType } from './problem.ts'
import type { SecurityKind } from './security-kind.ts'

/** The role that a route requires. Ownership is checked by the query of each operation. */
export type Role = 'anyone' | 'customer' | 'owner' | 'admin'

/**
 * As what somebody works at a store of somebody else's, least first: `door` checks tickets, `desk` does the
 * day's work, `manager` runs the store. Each may do what those before it may.
 */
export const staffRoles = ['door', 'desk', 'manager'] as const
export type StaffRole = (typeof staffRoles)[number]

/** Whether staff of a role may do what asks for at least another. */
export const reaches = (role: StaffRole, right: StaffRole): boolean =>
  staffRoles.indexOf(role) >= staffRoles.indexOf(right)

/** A permission of an API key: `<what>:<verb>`. Front doors declare theirs. */
export type Scope = string

/**
 * An endpoint: the server serves it, the web client calls it by type, the reference documents it.
 * An omitted part is empty.
 */
export interface Endpoint {
  /** Unique; the `operationId` in the reference: `startPayment`. */
  readonly name: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  /** A second path with the same shapes: `PUT /timetable/update-time/:timetableId`. Answers 200. */
  readonly also?: `${Endpoint['method']} ${string}`
  readonly summary: string
  /** More than fits the summary. */
  readonly description?: string
  readonly role: Role
  /**
   * The least that staff of a store must be to do this there, besides its owner. Absent: only owners may.
   */
  readonly right?: StaffRole
  /**
   * Its path parameter with the order that it is about: who has the signed token of a guest's order in
   * the header `guest-order` may ask about this one order as that guest.
   */
  readonly guestOrder?: string
  /** A guest, who has no account, is told to sign up. */
  readonly accountsOnly?: true
  /** It claims: whoever has yet to accept the terms is told to do so first. */
  readonly asksTerms?: true
  /**
   * Its path parameter with the store whose waiting room, if it has one, is before this step: the
   * caller needs a pass.
   */
  readonly behindRoomOf?: string
  /** It takes the token of a waiting room, which its handler checks. */
  readonly takesWaitingToken?: true
  /** API keys with this scope may call it, besides people with the role. */
  readonly scope?: Scope
  /**
   * It makes something: answers 201. The address of what it made (`Location`), with members of the
   * answer or of its own path, `/v1/payments/:id`; empty for what has no address.
   */
  readonly creates?: string | undefined
  /**
   * `true`: an `Idempotency-Key` is required, for claims and money; 'optional': honoured when sent.
   */
  readonly once?: boolean | 'optional'
  /**
   * The part of a person's own data that it answers, for their export; or asked by its path parameter, once for
   * each thing of another part.
   */
  readonly exported?: string | { readonly as: string; readonly each: string }
  /** What it is in the list of what was done at a store; left out: what `actOf` of stores/acts says. */
  readonly act?: ActKind | 'none'
  /** What it is in the log of security events, done or refused. */
  readonly noted?: SecurityKind
  /**
   * The limits of a network that bring it under suspicion here: while much of one is used up, a proof of work is
   * asked before more of it is taken.
   */
  readonly proof?: readonly string[]
  /** The rate limit, unless the method decides: `services` call it for other people. */
  readonly limit?: 'services'
  /** It is a WebSocket: its messages are answers, each of this shape; clients send none. */
  readonly socket?: true
  readonly params?: TObject
  readonly query?: TObject
  readonly body?: TSchema
  readonly answer: TSchema
  readonly problems: readonly ProblemType<never>[]
}

/** Declares an endpoint; keeps the exact types of its shapes. */
export const endpoint = <const Described extends Endpoint>(described: Described): Described =>
  described

/** A method and a path that lead to an endpoint. */
export interface Way {
  readonly name: string
  readonly method: Endpoint['method']
  readonly path: string
  readonly status: 200 | 201
  /** Its template of `Location`. */
  readonly creates: string | undefined
}

/** Its path, and the second one if it has one: that one answers as callers of old expect. */
export function waysTo({ name, method, path, also, creates }: Endpoint): Way[] {
  const way: Way = { name, method, path, status: creates === undefined ? 200 : 201, creates }
  if (!also) return [way]
  const [otherMethod, otherPath = ''] = also.split(' ')
  const other = { method: otherMethod as Endpoint['method'], path: otherPath }
  return [way, { ...other, name: `${name}AtOldPath`, status: 200, creates: undefined }]
}

export type ParamsOf<E> = E extends { readonly params: infer P extends TSchema }
  ? Static<P>
  : Record<string, never>
export type QueryOf<E> = E extends { readonly query: infer Q extends TSchema }
  ? Static<Q>
  : Record<string, never>
export type BodyOf<E> = E extends { readonly body: infer B extends TSchema } ? Static<B> : undefined
export type AnswerOf<E> = E extends { readonly answer: infer A extends TSchema } ? Static<A> : never
