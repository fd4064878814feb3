import { integers } from '../postgres/literal.ts'
import { type Queryable, sql } from '../postgres/sql.ts'

interface OfRoom {
  readonly storeId: string
  readonly id: string
}

/** Writes what a process saw in a window; later flushes of the window replace earlier ones. */
export const writePresence = (
  on: Queryable,
  { storeId, id }: OfRoom,
  process: string,
  { window, buckets }: { readonly window: number; readonly buckets: readonly [number, Buffer][] },
) =>
  on.run(sql`
    insert into waiting_presence (store_id, room_id, seen_window, bucket, process, seen)
    select ${storeId}, ${id}, ${window}, bucket, ${process}, seen
      from unnest(${integers(buckets.map(([bucket]) => bucket))}::integer[],
                  ${buckets.map(([, seen]) => seen)}::bytea[]) as seen (bucket, seen)
        on conflict (store_id, room_id, seen_window, bucket, process)
        do update set seen = excluded.seen
  `)

/** What other processes saw since a window. */
export const readPresence = (
  on: Queryable,
  { storeId, id }: OfRoom,
  process: string,
  since: number,
) =>
  on.rows<{ window: number; bucket: number; seen: Buffer }>(sql`
    select seen_window as window, bucket, seen from waiting_presence
     where store_id = ${storeId} and room_id = ${id} and seen_window >= ${since}
       and process <> ${process}
  `)

export const deletePresence = (on: Queryable, { storeId, id }: OfRoom, before: number) =>
  on.run(sql`
    delete from waiting_presence
     where store_id = ${storeId} and room_id = ${id} and seen_window < ${before}
  `)
