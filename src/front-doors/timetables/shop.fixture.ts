import { randomUUID } from 'node:crypto'
import type { TestEngine } from '../../../test/engine.ts'
import type { Id } from '../../kernel/id.ts'
import { placeId } from '../../places/place-id.ts'
import { type Queryable, sql } from '../../postgres/sql.ts'
import { changeStore, openStore } from '../../stores/operations.ts'
import { type GateAsk, release, reserve } from './gate.ts'
import { shop } from './owner-operations.ts'
import { insertTimetable } from './owner-queries.ts'
import { placeKey } from './rules.ts'

export interface TestShop {
  readonly ownerId: Id<'Account'>
  readonly shopId: Id<'Store'>
}

export async function givenAccount(engine: TestEngine): Promise<Id<'Account'>> {
  const id = engine.newId<'Account'>()
  await engine.database.run(sql`
    insert into accounts (id, email, email_verified, name, role, created_at, updated_at)
    values (${id}, ${`${randomUUID()}@example.com`}, true, '박사장', 'owner', now(), now())
  `)
  return id
}

export async function givenShop(
  engine: TestEngine,
  { timeZone = 'Asia/Seoul' } = {},
): Promise<TestShop> {
  const ownerId = await givenAccount(engine)
  const opened = await openStore(engine, ownerId, {
    door: 'timetables',
    name: '머리하는 날',
    kind: 'hair',
    description: '',
    timeZone,
    currency: 'KRW',
  })
  return { ownerId, shopId: opened.id }
}

export async function givenTimetable(
  engine: TestEngine,
  { shopId }: TestShop,
  { hour = 23, minute = 59, basicRemaining = 8, price = 0 } = {},
): Promise<Id<'Timetable'>> {
  const id = engine.newId<'Timetable'>()
  await engine.database.transaction((tx) =>
    insertTimetable(tx, { storeId: shopId, id, hour, minute, basicRemaining, price }),
  )
  return id
}

/** Closes a shop permanently, as its owner. */
export const closeShop = (engine: TestEngine, { ownerId, shopId }: TestShop) =>
  changeStore(engine, shop({ callerId: ownerId, everyStore: false }, shopId), { closed: true })

/** A calling service with the shop owner's account. */
export const gateOf = (engine: GateEngine, { ownerId }: TestShop) => {
  const ask = (timetableId: Id<'Timetable'>, key?: string): GateAsk => ({
    callerId: ownerId,
    everyStore: false,
    timetableId,
    once: key ? { scope: ownerId, key, fingerprint: key } : undefined,
  })
  return {
    reserve: async (timetableId: Id<'Timetable'>, key?: string) =>
      (await reserve(engine, ask(timetableId, key))).stored === 'true',
    release: async (timetableId: Id<'Timetable'>, key?: string) =>
      (await release(engine, ask(timetableId, key))).stored === 'true',
  }
}
type GateEngine = Parameters<typeof reserve>[0]

/** What is taken of a timetable on a date; undefined while it has no place. */
export async function takenOn(
  on: Queryable,
  { shopId }: TestShop,
  timetableId: Id<'Timetable'>,
  date: string,
): Promise<number | undefined> {
  const id = placeId(shopId, placeKey(timetableId, date))
  const place = await on.maybe<{ taken: number }>(sql`
    select capacity - remaining as taken from places where store_id = ${shopId} and id = ${id}
  `)
  return place?.taken
}

/** Advances the test clock to a future instant. */
export async function moveTo(engine: TestEngine, instant: string): Promise<void> {
  const { seconds } = await engine.database.one<{ seconds: number }>(sql`
    select extract(epoch from ${instant}::timestamptz - clock_now())::double precision as seconds
  `)
  if (seconds < 0) throw new Error(`${instant} is past`)
  await engine.advance(seconds)
}

/** Locks a timetable's places until the returned function is called. */
export async function holdPlaces({ database }: TestEngine, shop: TestShop, id: Id<'Timetable'>) {
  const client = await database.pool.connect()
  await client.query('begin')
  await client.query('select from places where store_id = $1 and key like $2 for update', [
    shop.shopId,
    `timetable/${id}/%`,
  ])
  return async () => {
    await client.query('commit')
    client.release()
  }
}
