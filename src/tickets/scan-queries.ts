import type { Id } from '../kernel/id.ts'
import { uuids } from '../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import type { Scan } from './rules.ts'

export interface ScannedTicket {
  readonly storeId: Id<'Store'>
  readonly occasionId: Id<'Occasion'>
  readonly serial: string
}

/** Every scan of these tickets, the first one first. */
export const listScans = (on: Queryable, tickets: readonly ScannedTicket[]) =>
  on.rows<Scan>(sql`
    select c.serial, c.device, c.at
      from unnest(
             ${uuids(tickets.map(({ storeId }) => storeId))}::uuid[],
             ${uuids(tickets.map(({ occasionId }) => occasionId))}::uuid[],
             ${tickets.map(({ serial }) => serial)}::text[]
           ) as asked (store_id, occasion_id, serial)
      join check_ins c using (store_id, occasion_id, serial)
     order by c.at, c.device
  `)

/** Inserts what is not known yet. */
export const insertScans = (
  tx: Tx,
  storeId: Id<'Store'>,
  occasionId: Id<'Occasion'>,
  scans: readonly Scan[],
) =>
  tx.run(sql`
    insert into check_ins (store_id, occasion_id, serial, device, at, received_at)
    select ${storeId}, ${occasionId}, given.serial, given.device, given.at, ${tx.now}
      from unnest(
             ${scans.map(({ serial }) => serial)}::text[],
             ${scans.map(({ device }) => device)}::text[],
             ${scans.map(({ at }) => at)}::timestamptz[]
           ) as given (serial, device, at)
        on conflict do nothing
  `)
