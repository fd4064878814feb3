import type { Id } from '../kernel/id.ts'
import { type Queryable, sql } from '../postgres/sql.ts'

/** Owners of stores that are not listed. */
export const listUnlistedOwners = (on: Queryable) =>
  on.rows<{ ownerId: Id<'Account'> }>(sql`
    select distinct owner_id as "ownerId" from stores where not is_listed
  `)

export const listStoresOf = (on: Queryable, ownerIds: readonly Id<'Account'>[]) =>
  on.run(sql`
    update stores set is_listed = true
     where owner_id = any(${ownerIds}::uuid[]) and not is_listed
  `)
