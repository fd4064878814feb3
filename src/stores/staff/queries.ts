import type { Account } from '../../accounts/queries.ts'
import type { StaffRole } from '../../kernel/endpoint.ts'
import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { Act, Invitation, Offered } from './rules.ts'

// The team of a store changes under the lock of the store. Locks: the store, then accounts by id.

export interface StaffMember {
  readonly accountId: Id<'Account'>
  readonly name: string
  readonly email: string
  readonly role: StaffRole
  readonly since: Date
}

/** The longest first. */
export const listStaff = (on: Queryable, storeId: Id<'Store'>) =>
  on.rows<StaffMember>(sql`
    select w.account_id as "accountId", a.name, a.email, w.role, w.since
      from staff w join accounts a on a.id = w.account_id
     where w.store_id = ${storeId}
     order by w.since, w.account_id
  `)

/** Makes somebody one of the staff, or something else there. */
export const putStaff = (
  tx: Tx,
  storeId: Id<'Store'>,
  { accountId, role }: { readonly accountId: Id<'Account'>; readonly role: StaffRole },
) =>
  tx.run(sql`
    insert into staff (store_id, account_id, role, since)
    values (${storeId}, ${accountId}, ${role}, ${tx.now})
        on conflict (store_id, account_id) do update set role = excluded.role
  `)

/** @returns 0 when they are none of the staff */
export const changeRole = (
  tx: Tx,
  storeId: Id<'Store'>,
  { accountId, role }: { readonly accountId: Id<'Account'>; readonly role: StaffRole },
) =>
  tx.run(sql`
    update staff set role = ${role} where store_id = ${storeId} and account_id = ${accountId}
  `)

export const removeStaff = (tx: Tx, storeId: Id<'Store'>, accountId: Id<'Account'>) =>
  tx.maybe<{ role: StaffRole }>(sql`
    delete from staff where store_id = ${storeId} and account_id = ${accountId} returning role
  `)

const invitationColumns = sql`
  store_id as "storeId", id, mail_id as "mailId", email, role, stays, state, sent_at as "sentAt",
  expires_at as "expiresAt"`

/** Latest first. */
export const listOpen = (on: Queryable, storeId: Id<'Store'>) =>
  on.rows<Invitation>(sql`
    select ${invitationColumns} from staff_invitations
     where store_id = ${storeId} and state = 'open'
     order by id desc
  `)

export const readInvitation = (
  on: Queryable,
  { storeId, id }: Pick<Invitation, 'storeId' | 'id'>,
) =>
  on.maybe<Invitation>(sql`
    select ${invitationColumns} from staff_invitations where store_id = ${storeId} and id = ${id}
  `)

/** The open one that a mail is about. */
export const readOfMail = (on: Queryable, storeId: Id<'Store'>, mailId: Id<'Mail'>) =>
  on.maybe<Invitation>(sql`
    select ${invitationColumns} from staff_invitations
     where store_id = ${storeId} and mail_id = ${mailId} and state = 'open'
  `)

export const insertInvitation = (tx: Tx, invitation: Invitation) =>
  tx.run(sql`
    insert into staff_invitations (store_id, id, mail_id, email, role, stays, state, sent_at, expires_at)
    values (${invitation.storeId}, ${invitation.id}, ${invitation.mailId}, ${invitation.email},
            ${invitation.role}, ${invitation.stays}, ${invitation.state}, ${invitation.sentAt},
            ${invitation.expiresAt})
  `)

/** Another mail, with another link. */
export const writeResent = (tx: Tx, invitation: Invitation) =>
  tx.run(sql`
    update staff_invitations
       set mail_id = ${invitation.mailId}, sent_at = ${invitation.sentAt},
           expires_at = ${invitation.expiresAt}
     where store_id = ${invitation.storeId} and id = ${invitation.id} and state = 'open'
  `)

/** @returns 0 when it was not open any more */
export const endInvitation = (
  tx: Tx,
  { storeId, id }: Pick<Invitation, 'storeId' | 'id'>,
  state: 'accepted' | 'revoked' | 'declined',
) =>
  tx.run(sql`
    update staff_invitations set state = ${state}, ended_at = ${tx.now}
     where store_id = ${storeId} and id = ${id} and state = 'open'
  `)

/** All that are open. */
export const endOpen = (tx: Tx, storeId: Id<'Store'>) =>
  tx.rows<Pick<Invitation, 'id' | 'role'>>(sql`
    update staff_invitations set state = 'revoked', ended_at = ${tx.now}
     where store_id = ${storeId} and state = 'open'
    returning id, role
  `)

/** Queues the mail of an invitation. */
export const queueMail = (tx: Tx, { storeId, mailId }: Pick<Invitation, 'storeId' | 'mailId'>) =>
  tx.run(sql`
    insert into mails (store_id, id, order_id, kind, created_at, next_try_at)
    values (${storeId}, ${mailId}, null, 'staff', ${tx.now}, ${tx.now})
  `)

/** Strangers find the store while the address of its owner is verified. */
export const writeOwner = (
  tx: Tx,
  storeId: Id<'Store'>,
  owner: Pick<Account, 'id' | 'isVerified'>,
) =>
  tx.run(sql`
    update stores set owner_id = ${owner.id}, is_listed = ${owner.isVerified} where id = ${storeId}
  `)

export interface NewAct {
  readonly id: Id<'Act'>
  readonly storeId: Id<'Store'>
  readonly act: Act
  /** Without it: somebody who has the link of an invitation, and need not have an account. */
  readonly byId?: Id<'Account'>
  readonly accountId?: Id<'Account'>
  readonly invitationId?: Id<'Invitation'>
  readonly role: Offered
}

export const insertAct = (tx: Tx, act: NewAct) =>
  tx.run(sql`
    insert into staff_acts (store_id, id, at, act, by_id, account_id, invitation_id, role)
    values (${act.storeId}, ${act.id}, ${tx.now}, ${act.act}, ${act.byId ?? null},
            ${act.accountId ?? null}, ${act.invitationId ?? null}, ${act.role})
  `)

export interface ShownAct {
  readonly id: Id<'Act'>
  readonly at: Date
  readonly act: Act
  readonly role: Offered
  /** Null: they have left. */
  readonly by: string | null
  readonly name: string | null
  readonly email: string | null
}

/** Latest first. */
export const listActs = (
  on: Queryable,
  storeId: Id<'Store'>,
  { after = null, limit }: { readonly after?: string | null | undefined; readonly limit: number },
) =>
  on.rows<ShownAct>(sql`
    select t.id, t.at, t.act, t.role, doer.name as by, about.name, i.email
      from staff_acts t
      left join accounts doer on doer.id = t.by_id
      left join accounts about on about.id = t.account_id
      left join staff_invitations i on i.store_id = t.store_id and i.id = t.invitation_id
     where t.store_id = ${storeId} and (${after}::uuid is null or t.id < ${after}::uuid)
     order by t.id desc
     limit ${limit}
  `)

/** Mails that somebody had sent since then, for all stores. */
export const countMailed = (on: Queryable, byId: Id<'Account'>, since: Date) =>
  on.one<{ mailed: number }>(sql`
    select count(*)::integer as mailed from staff_acts
     where by_id = ${byId} and act in ('invited', 'resent') and at > ${since}
  `)
