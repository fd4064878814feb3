import { type Queryable, sql } from '../../postgres/sql.ts'
import { type NoticeWay, USUAL_WAY } from './rules.ts'

export const readNoticeWay = async (on: Queryable, accountId: string): Promise<NoticeWay> =>
  (
    await on.maybe<{ by: NoticeWay }>(sql`
      select by from notice_choices where account_id = ${accountId}
    `)
  )?.by ?? USUAL_WAY

/** @returns 0 when the account is gone */
export const writeNoticeWay = (on: Queryable, accountId: string, by: NoticeWay) =>
  on.run(sql`
    insert into notice_choices (account_id, by)
    select a.id, ${by} from accounts a where a.id = ${accountId}
        on conflict (account_id) do update set by = excluded.by
  `)

/** When the account leaves. */
export async function eraseNoticeWay(on: Queryable, accountId: string): Promise<void> {
  await on.run(sql`delete from notice_choices where account_id = ${accountId}`)
}
