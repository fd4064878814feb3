import { type Queryable, sql } from '../../postgres/sql.ts'
import type { SealedColumn } from '../erasure.ts'

/** For the key rotation. */
export const sealedPhones: SealedColumn = {
  table: 'account_phones',
  keys: ['account_id'],
  columns: ['phone'],
}

/** Encrypted. */
export const readPhone = (on: Queryable, accountId: string) =>
  on.maybe<{ phone: string }>(sql`
    select phone from account_phones where account_id = ${accountId}
  `)

/** Writes nothing for an account that has been deleted. */
export const writePhone = (on: Queryable, accountId: string, phone: string) =>
  on.run(sql`
    insert into account_phones (account_id, phone)
    select id, ${phone} from accounts where id = ${accountId} for share
        on conflict (account_id) do update set phone = excluded.phone
  `)

export const removePhone = (on: Queryable, accountId: string) =>
  on.run(sql`delete from account_phones where account_id = ${accountId}`)
