import type { Agreement, Invariant } from '../postgres/invariant.ts'
import { sql } from '../postgres/sql.ts'

export const accountInvariants: readonly (Invariant | Agreement)[] = [
  {
    name: 'an address is verified by one account at most, and by no guest',
    statement: sql`
      select min(id::text) as violation from accounts where email_verified
       group by email having count(*) > 1
       union all
      select id::text from accounts where is_guest and email_verified`,
  },
  {
    name: 'an account that lost its address has not verified it',
    statement: sql`
      select id::text as violation from accounts
       where address_lost_at is not null and email_verified`,
  },
  {
    name: 'a store that strangers find has an owner who verified an address',
    of: 'cell',
    cell: sql`
      select distinct owner_id::text as key, 1 as value from stores
       where closed_at is null and is_listed and front_door <> 'wallet'`,
    house: sql`select id::text as key, 1 as value from accounts where email_verified`,
  },
  {
    name: 'a mail about an account is tried within 10 minutes of its time',
    statement: sql`
      select id::text as violation from account_mails
       where next_try_at < clock_now() - interval '10 minutes'`,
  },
  {
    name: 'a link that sets a new password went to the address of its account',
    statement: sql`
      select m.id::text as violation
        from account_mails m join accounts a on a.id = m.account_id
       where m.kind = 'reset' and m.outcome = 'sent' and m.expires_at > clock_now()
         and (a.email <> m.email or a.address_lost_at is not null)`,
  },
]
