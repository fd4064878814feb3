import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'

// Lock order: an account, then arrivals.

interface NewArrival {
  readonly id: string
  /** A keyed hash of the provider and of who somebody is there. */
  readonly identityHash: string
  readonly endsAt: Date
}

export const insertArrival = (tx: Tx, { id, identityHash, endsAt }: NewArrival) =>
  tx.run(sql`
    insert into provider_arrivals (id, identity_hash, ends_at)
    values (${id}, ${identityHash}, ${endsAt})
  `)

/** With the account that has signed in to itself meanwhile; undefined: it was used, or has ended. */
export const findArrival = (on: Queryable, id: string, now: Date) =>
  on.maybe<{ accountId: string | null }>(sql`
    select account_id as "accountId" from provider_arrivals where id = ${id} and ends_at > ${now}
  `)

/** Uses an arrival, of nobody or of this account: of two who ask at once, one gets it. */
export const takeArrival = (tx: Tx, id: string, accountId: string | null) =>
  tx.maybe<{ id: string }>(sql`
    delete from provider_arrivals
     where id = ${id} and ends_at > ${tx.now} and (account_id is null or account_id = ${accountId})
    returning id
  `)

/** Leaves an arrival to an account that has signed in; undefined: it is another's, was used or has ended. */
export const keepArrivalFor = (tx: Tx, id: string, accountId: string) =>
  tx.maybe<{ id: string }>(sql`
    update provider_arrivals set account_id = ${accountId}
     where id = ${id} and ends_at > ${tx.now} and (account_id is null or account_id = ${accountId})
    returning id
  `)

export const removeArrival = (on: Queryable, id: string) =>
  on.run(sql`delete from provider_arrivals where id = ${id}`)

export const removeArrivalsOf = (tx: Tx, identityHash: string) =>
  tx.run(sql`delete from provider_arrivals where identity_hash = ${identityHash}`)

export const removeEndedArrivals = (on: Queryable, now: Date) =>
  on.run(sql`delete from provider_arrivals where ends_at <= ${now}`)
