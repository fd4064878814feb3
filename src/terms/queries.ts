import type { Language } from '../kernel/language.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import type { TextKind } from './kind-rules.ts'
import type { Accepted, Version } from './rules.ts'
import type { Operator, Words } from './texts.ts'

// Locks the versions of a text before another is added; nothing else.

export interface PublishedVersion extends Version {
  readonly isUnfavourable: boolean
}

/** Those after the first, and the time. */
export const readVersions = (on: Queryable) =>
  on.rows<PublishedVersion>(sql`
    select kind, version, applies_from as "appliesFrom", unfavourable as "isUnfavourable"
      from terms_versions order by kind, version
  `)

export const readWords = (on: Queryable, kind: TextKind, version: number) =>
  on.maybe<Words>(sql`
    select ko, en from terms_versions where kind = ${kind} and version = ${version}
  `)

/** Of two that publish at once, the second sees what the first has published. */
export const lockVersions = (tx: Tx) =>
  tx.run(sql`select pg_advisory_xact_lock(hashtext('terms_versions'))`)

export const insertVersion = (
  tx: Tx,
  {
    kind,
    version,
    appliesFrom,
    isUnfavourable,
    ko,
    en,
    publishedBy,
  }: PublishedVersion & Words & { readonly publishedBy: string },
) =>
  tx.run(sql`
    insert into terms_versions
      (kind, version, ko, en, applies_from, unfavourable, published_at, published_by)
    values (${kind}, ${version}, ${ko}, ${en}, ${appliesFrom}, ${isUnfavourable}, ${tx.now},
            ${publishedBy})
  `)

export interface NewAcceptance extends Accepted {
  readonly id: string
  readonly given: boolean
}

export const insertAcceptances = (
  tx: Tx,
  { accountId, language }: { readonly accountId: string; readonly language: Language },
  rows: readonly NewAcceptance[],
) =>
  tx.run(sql`
    insert into acceptances (id, account_id, kind, version, given, language, at)
    select given.id, ${accountId}::uuid, given.kind, given.version, given.is_given, ${language},
           ${tx.now}
      from unnest(
             ${rows.map(({ id }) => id)}::uuid[],
             ${rows.map(({ kind }) => kind)}::text[],
             ${rows.map(({ version }) => version)}::integer[],
             ${rows.map(({ given }) => given)}::boolean[]
           ) as given (id, kind, version, is_given)
  `)

export interface Acceptance extends Accepted {
  readonly given: boolean
  readonly at: Date
}

/** All that an account accepted and withdrew, newest first. */
export const listAcceptances = (on: Queryable, accountId: string) =>
  on.rows<Acceptance>(sql`
    select kind, version, given, at from acceptances
     where account_id = ${accountId}
     order by at desc, id desc
  `)

/** Until when an account from before there were terms may go on without them. */
export const readGrace = (on: Queryable, accountId: string) =>
  on.maybe<{ until: Date }>(sql`select until from terms_grace where account_id = ${accountId}`)

/** Whether the account `a` must accept before it goes on: part of the look-up of every caller. */
export const mustAccept = sql`
  (not (exists (select from acceptances x where x.account_id = a.id and x.kind = 'terms')
        and exists (select from acceptances x where x.account_id = a.id and x.kind = 'age'))
   and not exists (select from terms_grace g where g.account_id = a.id and g.until > clock_now()))`

export async function removeAcceptancesOf(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`delete from acceptances where account_id = ${accountId}`)
  await tx.run(sql`delete from terms_grace where account_id = ${accountId}`)
}

export const readOperator = (on: Queryable) =>
  on.maybe<Operator>(sql`
    select company, representative, business_number as "businessNumber",
           mail_order_number as "mailOrderNumber", address, phone, email, hosting,
           privacy_officer as "privacyOfficer"
      from operator_details
  `)

export const writeOperator = (tx: Tx, operator: Operator, changedBy: string) =>
  tx.run(sql`
    insert into operator_details (company, representative, business_number, mail_order_number,
                                  address, phone, email, hosting, privacy_officer, changed_at,
                                  changed_by)
    values (${operator.company}, ${operator.representative}, ${operator.businessNumber},
            ${operator.mailOrderNumber}, ${operator.address}, ${operator.phone},
            ${operator.email}, ${operator.hosting}, ${operator.privacyOfficer}, ${tx.now},
            ${changedBy})
        on conflict (one) do update
       set company = excluded.company, representative = excluded.representative,
           business_number = excluded.business_number,
           mail_order_number = excluded.mail_order_number, address = excluded.address,
           phone = excluded.phone, email = excluded.email, hosting = excluded.hosting,
           privacy_officer = excluded.privacy_officer, changed_at = excluded.changed_at,
           changed_by = excluded.changed_by
  `)
