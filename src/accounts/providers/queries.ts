import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import { type Account, accountColumns } from '../queries.ts'
import type { ProviderName } from './provider.ts'

export interface ProvenIdentity {
  readonly provider: ProviderName
  readonly subject: string
}

/** The account that an identity signs in to. */
export const findOwner = (on: Queryable, { provider, subject }: ProvenIdentity) =>
  on.maybe<{ accountId: string }>(sql`
    select account_id as "accountId" from credentials
     where provider = ${provider} and subject = ${subject}
  `)

/** The account that verified an address, locked. */
export const lockHolder = (tx: Tx, email: string) =>
  tx.maybe<Account>(sql`
    select ${accountColumns} from accounts where email = ${email} and email_verified for update
  `)

/** Connects an identity to an account; undefined: either has another one already. */
export const insertIdentity = (
  tx: Tx,
  {
    id,
    accountId,
    provider,
    subject,
  }: ProvenIdentity & { readonly id: string; readonly accountId: string },
) =>
  tx.maybe<{ accountId: string }>(sql`
    insert into credentials (id, account_id, provider, subject, created_at, updated_at)
    values (${id}, ${accountId}, ${provider}, ${subject}, ${tx.now}, ${tx.now})
        on conflict do nothing
    returning account_id as "accountId"
  `)

/** Makes an account without a password; undefined if the address is verified and another's. */
export const insertArrived = (
  tx: Tx,
  { id, email, name, isVerified }: Pick<Account, 'id' | 'email' | 'name' | 'isVerified'>,
) =>
  tx.maybe<{ id: string }>(sql`
    insert into accounts (id, email, email_verified, name, role, created_at, updated_at)
    values (${id}, lower(${email}), ${isVerified}, ${name}, 'customer', now(), now())
        on conflict (email) where email_verified do nothing
    returning id
  `)

export interface SignInWay {
  readonly provider: ProviderName | 'credential'
  readonly subject: string
  readonly connectedAt: Date
}

/** How an account is signed in to. */
export const listWays = (on: Queryable, accountId: string) =>
  on.rows<SignInWay>(sql`
    select provider, subject, created_at as "connectedAt" from credentials
     where account_id = ${accountId} and (provider <> 'credential' or password_hash is not null)
     order by created_at, id
  `)

export const removeIdentity = (tx: Tx, accountId: string, provider: ProviderName) =>
  tx.run(sql`
    delete from credentials where account_id = ${accountId} and provider = ${provider}
  `)
