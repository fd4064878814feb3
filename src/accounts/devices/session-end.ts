import { sql } from '../../postgres/sql.ts'

/** How old `last_seen_at` gets before it is written again. */
export const SEEN_SECONDS = 5 * 60

/** When the session `s` of the account `a` ends: at its end, or when it was not used for long. */
export const sessionEnd = sql`
  least(s.expires_at, case when a.is_guest then s.expires_at
                           else s.last_seen_at + case a.role when 'admin' then interval '1 day'
                                                             when 'owner' then interval '7 days'
                                                             else interval '14 days' end end)`
