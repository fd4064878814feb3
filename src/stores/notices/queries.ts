import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import { defaultSettings, type NoticeSettings } from './rules.ts'

// Settings are protected by the lock of their store.

/** What a store wants to be told of, and its owner. */
export async function readNoticeSettings(
  on: Queryable,
  storeId: Id<'Store'>,
): Promise<NoticeSettings & { readonly ownerId: Id<'Account'> }> {
  const row = await on.one<
    Omit<NoticeSettings, 'topics'> & {
      topics: NoticeSettings['topics'] | null
      ownerId: Id<'Account'>
    }
  >(sql`
    select s.owner_id as "ownerId", n.topics,
           array(select a.address from notice_addresses a where a.store_id = s.id
                  order by a.position) as addresses
      from stores s left join notice_settings n on n.store_id = s.id
     where s.id = ${storeId}
  `)
  return { ...row, topics: row.topics ?? defaultSettings.topics }
}

export async function writeNoticeSettings(
  tx: Tx,
  storeId: Id<'Store'>,
  { topics, addresses }: NoticeSettings,
): Promise<void> {
  await tx.run(sql`
    insert into notice_settings (store_id, topics) values (${storeId}, ${topics}::text[])
        on conflict (store_id) do update set topics = excluded.topics
  `)
  await tx.run(sql`delete from notice_addresses where store_id = ${storeId}`)
  await tx.run(sql`
    insert into notice_addresses (store_id, position, address)
    select ${storeId}, at, address
      from unnest(${addresses}::text[]) with ordinality as given (address, at)
  `)
}

/** Removes the addresses of the stores of an owner who leaves. */
export async function eraseNoticeAddresses(tx: Tx, ownerId: Id<'Account'>): Promise<void> {
  await tx.run(sql`
    delete from notice_addresses a using stores s where s.owner_id = ${ownerId} and a.store_id = s.id
  `)
}

/** When a store is handed over: where its old owner wanted to be told. */
export async function dropNoticeAddresses(tx: Tx, storeId: Id<'Store'>): Promise<void> {
  await tx.run(sql`delete from notice_addresses where store_id = ${storeId}`)
}
