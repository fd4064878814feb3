import { openKeyRing } from '../src/accounts/key-ring.ts'
import { type Engine, makeEngine } from '../src/engine.ts'
import { frontDoors } from '../src/front-doors/index.ts'
import { gatewaysAt } from '../src/gateways/gateways.ts'
import type { Id } from '../src/kernel/id.ts'
import { addDays, type WallDate, wallDate, weekdayOf } from '../src/kernel/time.ts'
import { claim } from '../src/orders/claim.ts'
import { placeId } from '../src/places/place-id.ts'
import { connect, type Database } from '../src/postgres/database.ts'
import { sql } from '../src/postgres/sql.ts'

export const SECRET = 'a secret for measurements'
const timeZone = 'Asia/Seoul'

/** An engine with the database that it was made on. */
export type BenchEngine = Engine & { readonly database: Database }

/** The product, with gateways if a sandbox is given; most benchmarks need none. */
export const engineOn = (database: Database, sandboxUrl?: string): BenchEngine => ({
  ...makeEngine({
    doors: frontDoors,
    database,
    publicUrl: 'http://localhost:4000',
    secret: SECRET,
    keyRing: openKeyRing([{ id: 'bench', key: Buffer.alloc(32, 1) }]),
    gateways: sandboxUrl ? gatewaysAt(sandboxUrl, { isReached: false }) : [],
  }),
  database,
})

export const connectEngine = (url: string, sandboxUrl?: string): BenchEngine =>
  engineOn(connect(url), sandboxUrl)

/** A restaurant without a limit of unpaid orders. */
export async function givenRestaurant({ database, newId }: BenchEngine): Promise<Id<'Store'>> {
  const id = newId<'Store'>()
  await database.run(sql`
    insert into stores (id, owner_id, front_door, name, time_zone, currency,
                        ready_orders_per_buyer, created_at)
    values (${id}, ${newId()}, 'dining', '맛있는 집밥', ${timeZone}, 'KRW', 100, now())
  `)
  return id
}

/** A date that stays bookable for the whole run, also across midnight. */
export const soon = (): WallDate => addDays(wallDate(new Date(), timeZone), 5)

/** Weekly times of one weekday at `minutes` of the day, with tables for everybody. */
export async function givenTableTimes(
  { database, newId }: BenchEngine,
  storeId: Id<'Store'>,
  times: readonly { readonly weekday: number; readonly minute: number }[],
  capacity: number,
): Promise<Id<'TableTime'>[]> {
  const ids = times.map(() => newId<'TableTime'>())
  await database.run(sql`
    insert into table_times (store_id, id, weekday, at, capacity, price, created_at)
    select ${storeId}, id, weekday, time '00:00' + make_interval(mins => minute), ${capacity},
           30000, now()
      from unnest(
             ${ids}::uuid[],
             ${times.map(({ weekday }) => weekday)}::integer[],
             ${times.map(({ minute }) => minute)}::integer[]
           ) as given (id, weekday, minute)
  `)
  return ids
}

/** `count` times on the weekday of `date`, five minutes apart. */
export const timesOn = (date: WallDate, count: number) =>
  Array.from({ length: count }, (_, at) => ({ weekday: weekdayOf(date), minute: at * 5 }))

/** Each call claims one unit of the same place for a new buyer. */
export function hotClaims(engine: Engine, storeId: Id<'Store'>): () => Promise<unknown> {
  const key = `table-time/${engine.newId()}/${soon()}`
  const startsAt = new Date(Date.now() + 5 * 24 * 60 * 60 * 1000)
  const place = { id: placeId(storeId, key), key, capacity: 1_000_000_000, startsAt }
  const lines = [{ place, quantity: 1, unitPrice: 30_000 }]
  const title = `맛있는 집밥 ${soon()} 19:00`
  return () => {
    const buyerId = crypto.randomUUID()
    return claim(engine, { storeId, buyerId, title, holdSeconds: 3600, lines })
  }
}
