import type { Scope } from '../kernel/endpoint.ts'

export type AccountRole = 'customer' | 'owner' | 'admin'

/** The caller of a request: an account with its current role. */
export interface Caller {
  readonly accountId: string
  readonly role: AccountRole
  /** A guest, who buys without an account. */
  readonly isGuest?: boolean
  /** Where the request comes from, as limits count it; absent for a key, and where nothing is limited. */
  readonly network?: string
  /** The API key that acts for the account; absent for a person. */
  readonly key?: { readonly id: string; readonly scopes: readonly Scope[] }
}
