import type { FastifyInstance } from 'fastify'
import type { Caller } from '../accounts/caller.ts'
import type { Engine } from '../engine.ts'
import type { Endpoint, Role, Scope, StaffRole } from '../kernel/endpoint.ts'
import type { SecurityKind } from '../kernel/security-kind.ts'
import type { Upgrades } from './upgrades.ts'

export type Server = FastifyInstance

/** Rate limits: requests a minute for one API key, account, or else IP address. */
export interface Limits {
  readonly reads: number
  readonly writes: number
  /** Requests that claim places or move money. */
  readonly claims: number
  /** All requests of one API key, and those of services that reserve for other people. */
  readonly services: number
  /** Look-ups of a guest’s order, of one address and of one order number. */
  readonly guestLookUps: number
}

/** Which rate limit a route counts against. */
export type LimitName = 'reads' | 'writes' | 'claims' | 'services'

/** State that the plugins and routes of one server share. */
export interface Edge {
  readonly engine: Engine
  readonly sandbox: boolean
  /** Whether mails are sent: screens say so of a booking. */
  readonly mail: boolean
  /** Where faults of security are reported, as a URI. */
  readonly securityContact: string | undefined
  readonly limits: Limits
  /** Whether the limits that hold across processes count. */
  readonly isLimited: boolean
  /** All served endpoints; the reference is generated from them. */
  readonly served: Endpoint[]
  readonly upgrades: Upgrades
  /** Finds the guest whose order a signed token opens; set by the routes that know such tokens. */
  findGuest?: (token: string) => Promise<GuestOrder | undefined>
}

/** An order, and the guest who has it. */
export interface GuestOrder {
  readonly orderId: string
  readonly accountId: string
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly edge: Edge
  }
  interface FastifyRequest {
    caller: Caller | undefined
    /** The type of the problem that answers it. */
    refusal: string
    /** An administrator who has not proven a second factor: outside a sandbox they act as an owner. */
    isHeldBack: boolean
    /** The account whose session it starts, once it is known. */
    signedInAs: string | undefined
    /** What it was, where its endpoint may be several things; null: nothing to note. */
    notedAs: SecurityKind | null | undefined
  }
  interface FastifyContextConfig {
    readonly role?: Role
    /** The least of staff that may, besides the owner of a store. */
    readonly right?: StaffRole
    /** API keys with this scope may call the route. */
    readonly scope?: Scope
    /** The path parameter with the order that a guest's token may be for. */
    readonly guestOrder?: string
    /** Guests are refused. */
    readonly accountsOnly?: boolean
    readonly asksTerms?: boolean
    /** What it is in the log of security events. */
    readonly noted?: SecurityKind
    /** Routes without one are not counted. */
    readonly limit?: LimitName
    /** Sends its own content security policy. */
    readonly page?: boolean
  }
}
