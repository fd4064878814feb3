import type { Caller } from '../accounts/caller.ts'
import type { BodyOf, ParamsOf, QueryOf } from '../kernel/endpoint.ts'
import type { Once } from '../postgres/once.ts'

export type { Caller, Once }

/** A validated request. `caller` is present unless the endpoint's role is `anyone`. */
export interface RequestOf<E> {
  readonly params: ParamsOf<E>
  readonly query: QueryOf<E>
  readonly body: BodyOf<E>
  readonly caller: E extends { readonly role: 'anyone' } ? Caller | undefined : Caller
  /** For signed webhooks; everything else is in the shapes. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly once: E extends { readonly once: true }
    ? Once
    : E extends { readonly once: 'optional' }
      ? Once | undefined
      : undefined
}
