import type { FastifyInstance } from 'fastify'
import type { Caller } from '../accounts/caller.ts'
import type { Engine } from '../engine.ts'
import type { Endpoint, Role, Scope } from '../kernel/endpoint.ts'

export type Server = FastifyInstance

/** How many requests a minute one key, account, or else address may make of each kind. */
export interface Limits {
  readonly reads: number
  readonly writes: number
  /** Requests that claim places or move money. */
  readonly claims: number
  /** Requests of one API key, of whatever kind, and of services that reserve for other people. */
  readonly services: number
  /** Attempts to sign in, for an address and an e-mail together. */
  readonly signIns: number
}

/** The rate limit that a route counts for. */
export type LimitName = 'reads' | 'writes' | 'claims' | 'services'

/** What the plugins and routes of one server share. */
export interface Edge {
  readonly engine: Engine
  readonly sandbox: boolean
  readonly limits: Limits
  /** Every endpoint that is served: the reference is made from it. */
  readonly served: Endpoint[]
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly edge: Edge
  }
  interface FastifyRequest {
    caller: Caller | undefined
  }
  interface FastifyContextConfig {
    readonly role?: Role
    /** An API key that has it may call the route, too. */
    readonly scope?: Scope
    /** Without one the route is not counted. */
    readonly limit?: LimitName
    /** A page has a content security policy of its own. */
    readonly page?: boolean
  }
}
