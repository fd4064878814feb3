import type { Eraser } from '../../../accounts/erasure.ts'
import { sql } from '../../../postgres/sql.ts'

/** What somebody wrote is removed with the account; those who watch are told. */
export const eraseSpeaker: Eraser = async (tx, accountId) => {
  await tx.run(sql`
    with gone as (
      update lot_messages
         set account_id = null, text = null, removed_at = coalesce(removed_at, ${tx.now})
       where account_id = ${accountId}
      returning store_id, lot_id
    )
    insert into outbox (store_id, topic, subject_id, body, at)
    select distinct store_id, 'lot.talked', lot_id, jsonb_build_object('lotId', lot_id),
           ${tx.now}::timestamptz
      from gone
  `)
  await tx.run(sql`delete from lot_speakers where account_id = ${accountId}`)
  await tx.run(sql`delete from lot_message_reports where account_id = ${accountId}`)
}
