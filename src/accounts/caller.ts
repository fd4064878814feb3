import type { Scope, StaffRole } from '../kernel/endpoint.ts'

export type AccountRole = 'customer' | 'owner' | 'admin'

/** A store of somebody else's at which an account works, and as what. */
export interface Job {
  readonly storeId: string
  readonly role: StaffRole
}

/** The caller of a request: an account with its current role. */
export interface Caller {
  readonly accountId: string
  readonly role: AccountRole
  /** A guest, who buys without an account. */
  readonly isGuest?: boolean
  /** Signed in with two factors: a password and a code, or a passkey. */
  readonly isStrong?: boolean
  /** Has yet to accept the terms: claims nothing before. */
  readonly mustAccept?: boolean
  /** Where the request comes from, as limits count it; absent for a key, and where nothing is limited. */
  readonly network?: string
  /** Where a person works; services do nowhere but for the owner. */
  readonly jobs?: readonly Job[]
  /** Of these stores, those at which the endpoint of this request lets them. */
  readonly worksAt?: readonly string[]
  /** The API key that acts for the account; absent for a person. */
  readonly key?: { readonly id: string; readonly scopes: readonly Scope[] }
}
