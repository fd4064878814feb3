import { randomBytes } from 'node:crypto'
import { openKeyRing } from '../src/accounts/key-ring.ts'
import { providersAt } from '../src/accounts/providers/providers.ts'
import { type Engine, makeEngine } from '../src/engine.ts'
import { frontDoors } from '../src/front-doors/index.ts'
import { gatewaysAt, textsAt } from '../src/gateways/gateways.ts'
import { startSandbox } from '../src/gateways/sandbox/server.ts'
import type { Id } from '../src/kernel/id.ts'
import { connect, type Database } from '../src/postgres/database.ts'
import { sql } from '../src/postgres/sql.ts'
import { testDatabase } from './database.ts'

export interface TestEngine extends Engine {
  /** Cell and house, which are one here: what a test arranges and looks at. */
  readonly database: Database
  readonly databaseUrl: string
  /** The sandbox, if the test asked for one. */
  readonly sandboxUrl: string
  /** Advances the test clock, here and at the gateways. */
  advance(seconds: number): Promise<void>
  close(): Promise<void>
}

interface EngineAsk {
  readonly timeoutMs?: number
  /** Where the sandbox calls the product, if the test serves it. */
  readonly publicUrl?: string
  /** What is let go comes back after the delay that a product has by default. Default: at once. */
  readonly isReleasedLate?: boolean
}

/** An engine with its own database and real gateways at a real sandbox. */
export const testEngine = async (ask: EngineAsk = {}): Promise<TestEngine> =>
  testEngineAt(await testDatabase(), ask)

/** The same on a database that exists already, and is dropped afterwards. */
export async function testEngineAt(
  { url, drop }: Awaited<ReturnType<typeof testDatabase>>,
  { timeoutMs = 15_000, publicUrl, isReleasedLate = false }: EngineAsk = {},
): Promise<TestEngine> {
  const database = connect(url)
  if (isReleasedLate) await database.run(sql`delete from release_delays`)
  const sandbox = await startSandbox(publicUrl ? { merchant: publicUrl } : {})
  const engine = makeEngine({
    database,
    publicUrl: publicUrl ?? 'http://localhost:4000',
    secret: 'a secret for tests',
    keyRing: openKeyRing([{ id: 'test', key: randomBytes(32) }]),
    doors: frontDoors,
    providers: providersAt(sandbox.url, { timeoutMs: 1_000 }),
    gateways: gatewaysAt(sandbox.url, { timeoutMs, isReached: publicUrl !== undefined }),
    texts: textsAt(sandbox.url, ['KR']),
  })
  const advance = async (seconds: number) => {
    const { aheadMs } = await database.one<{ aheadMs: number }>(sql`
      update clock set ahead = ahead + make_interval(secs => ${seconds}::double precision)
      returning (extract(epoch from ahead) * 1000)::double precision as "aheadMs"
    `)
    await fetch(`${sandbox.url}/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ aheadMs }),
    })
  }
  // a test that says "tomorrow" and runs past midnight would mean today
  const untilTomorrow = DAY_SECONDS - ((Date.now() / 1000 + SEOUL_AHEAD_SECONDS) % DAY_SECONDS)
  if (untilTomorrow < LONGEST_FILE_SECONDS) await advance(untilTomorrow)
  return {
    ...engine,
    database,
    databaseUrl: url,
    sandboxUrl: sandbox.url,
    advance,
    async close() {
      await database.close()
      await sandbox.close()
      await drop()
    },
  }
}

const DAY_SECONDS = 24 * 3_600
const SEOUL_AHEAD_SECONDS = 9 * 3_600
const LONGEST_FILE_SECONDS = 900

/** The same engine on another connection, or a wrapped one. */
export const onDatabase = <E extends Engine>(engine: E, database: Database) => ({
  ...engine,
  database,
  house: database,
  cells: [{ name: 'main', database }] as const,
  cell: () => database,
})

/** A store that sells; who owns it does not matter. */
export async function givenStore(
  engine: Engine,
  { placesPerOrder = 4, readyOrders = 3, timeZone = 'Asia/Seoul' } = {},
): Promise<Id<'Store'>> {
  const id = engine.newId<'Store'>()
  const ownerId = engine.newId<'Account'>()
  await engine.house.run(sql`
    insert into accounts (id, email, email_verified, name, role, created_at, updated_at)
    values (${ownerId}, ${`${ownerId}@stores.test`}, true, '박사장', 'owner', now(), now())
  `)
  await engine.cell(id).run(sql`
    insert into stores (id, owner_id, front_door, name, time_zone, currency, places_per_order,
                        ready_orders_per_buyer, created_at)
    values (${id}, ${ownerId}, 'dining', '맛있는 집밥', ${timeZone}, 'KRW',
            ${placesPerOrder}, ${readyOrders}, now())
  `)
  return id
}
