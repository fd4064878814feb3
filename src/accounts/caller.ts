import type { Scope } from '../kernel/endpoint.ts'

export type AccountRole = 'customer' | 'owner' | 'admin'

/** Who sent a request: an account, with the role it has now. */
export interface Caller {
  readonly accountId: string
  readonly role: AccountRole
  /** The API key that speaks for the account; without one it is the person. */
  readonly key?: { readonly id: string; readonly scopes: readonly Scope[] }
}
