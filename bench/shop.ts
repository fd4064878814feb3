import type { Id } from '../src/kernel/id.ts'
import { sql } from '../src/postgres/sql.ts'
import type { BenchEngine } from './engine.ts'

/** A shop with so many timetables. @returns the shop and its first timetable */
export async function givenShop(
  { database, newId }: BenchEngine,
  ownerId: Id<'Account'>,
  timetables: number,
): Promise<{ storeId: Id<'Store'>; timetableId: Id<'Timetable'> }> {
  const storeId = newId<'Store'>()
  await database.run(sql`
    insert into stores (id, owner_id, front_door, kind, name, time_zone, currency, created_at)
    values (${storeId}, ${ownerId}, 'timetables', 'hair', '머리하는 날', 'Asia/Seoul', 'KRW', now())
  `)
  const { timetableId } = await database.one<{ timetableId: Id<'Timetable'> }>(sql`
    with made as (
      insert into timetables (store_id, id, hour, minute, basic_remaining, price, created_at)
      select ${storeId}, gen_random_uuid(), at % 24, at % 60, 100000, 0, now()
        from generate_series(1, ${timetables}::integer) as at
      returning id
    )
    select id as "timetableId" from made limit 1
  `)
  return { storeId, timetableId }
}
