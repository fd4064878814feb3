import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { givenStore, type TestEngine, testEngine } from '../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../test/server.ts'
import { audit } from '../audit/audit.ts'
import { addDays, instantOf, wallDate, weekdayOf } from '../kernel/time.ts'
import { placeId } from '../places/place-id.ts'
import { makePlaces } from '../places/queries.ts'
import { migrate } from '../postgres/migrate.ts'
import { readNow } from '../postgres/now.ts'
import { sql } from '../postgres/sql.ts'
import { schemaFolders } from '../schema.ts'

let engine: TestEngine
let house: TestServer
let owner: Person
beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  owner = await house.owner()
})
afterAll(() => engine.close())

const draft = { name: '가게', description: '', currency: 'KRW' }
const doors = [
  ['/v1/restaurants', draft],
  ['/v1/shops', { ...draft, kind: 'hair' }],
] as const
const kindOf = ({ status, body }: { status: number; body: { type?: string } }) => [
  status,
  body.type?.split('/').at(-1),
]

const unknown = [
  '2026-01-01T00:00[Asia/Seoul]',
  'T09:00Z',
  '12:00+05:30',
  '+09:00',
  'UTC+9',
  'KST',
  'CET',
  'Factory',
  'Asia/Nowhere',
]

describe.each(doors)('at %s', (path, rest) => {
  test.each(unknown)('the time zone %s is refused', async (timeZone) => {
    const refused = await owner('POST', path, { ...rest, timeZone })
    expect(kindOf(refused)).toEqual([422, 'time-zone-unknown'])
  })

  test.each(['', 'Asia/Seoul'.repeat(7)])('the time zone "%s" is malformed', async (timeZone) => {
    expect(kindOf(await owner('POST', path, { ...rest, timeZone }))).toEqual([400, 'malformed'])
  })

  test.each([
    ['asia/seoul', 'Asia/Seoul'],
    ['EST5EDT', 'EST5EDT'],
    ['Etc/GMT+9', 'Etc/GMT+9'],
  ])('the time zone %s is kept as %s', async (timeZone, kept) => {
    const opened = await owner('POST', path, { ...rest, timeZone })
    expect(opened).toMatchObject({ status: 201, body: { timeZone: kept } })
  })

  test('the time zone changes until something is claimed, and not after', async () => {
    const opened = await owner<{ id: string }>('POST', path, { ...rest, timeZone: 'Asia/Tokyo' })
    const { id } = opened.body
    const here = `${path}/${id}`
    const change = (timeZone: string) => owner('PATCH', here, { timeZone })
    expect(kindOf(await change('+09:00'))).toEqual([422, 'time-zone-unknown'])
    expect((await change('asia/seoul')).body).toMatchObject({ timeZone: 'Asia/Seoul' })
    await makePlaces(engine.database, id, [
      { id: placeId(id, 'key'), key: 'key', capacity: 1, startsAt: null },
    ])
    expect(kindOf(await change('Asia/Tokyo'))).toEqual([409, 'time-zone-fixed'])
    expect((await change('Asia/Seoul')).status).toBe(200)
  })
})

describe('the first claim of a store, while its time zone changes', () => {
  const zones = ['Asia/Seoul', 'Australia/Lord_Howe'] as const
  const time = '12:00'

  /** A restaurant with one table at noon, and a guest. */
  async function givenNoon() {
    const [timeZone] = zones
    const opened = await owner<{ id: string }>('POST', '/v1/restaurants', { ...draft, timeZone })
    const { id } = opened.body
    const date = addDays(wallDate((await readNow(engine.database)).now, timeZone), 3)
    const row = { weekday: weekdayOf(date), time, capacity: 1, price: 0 }
    const at = `/v1/restaurants/${id}`
    const { body } = await owner<{ id: string }>('POST', `${at}/table-times`, row)
    const guest = await house.customer()
    return {
      change: () => owner('PATCH', at, { timeZone: zones[1] }),
      book: () =>
        guest<{ startsAt: string; time: string }>('POST', `${at}/bookings`, {
          ...{ tableTimeId: body.id, date },
        }),
      noonIn: (zone: string) => instantOf(date, time, zone).toISOString(),
    }
  }

  /** What inserts or updates rows of a table lasts for half a second. */
  async function slowed(table: 'places' | 'stores', work: () => Promise<void>) {
    const { database } = engine
    await database.run(sql`
      create function slow() returns trigger language plpgsql as
      $$ begin perform pg_sleep(0.5); return new; end $$`)
    await database.run(
      table === 'places'
        ? sql`create trigger slow before insert on places for each row execute function slow()`
        : sql`create trigger slow before update on stores for each row execute function slow()`,
    )
    try {
      await work()
    } finally {
      await database.run(sql`drop function slow cascade`)
    }
  }

  const soon = () => new Promise((resolve) => setTimeout(resolve, 200))

  test('keeps the time zone that it was claimed in', async () => {
    const { book, change, noonIn } = await givenNoon()
    await slowed('places', async () => {
      const [booked, changed] = await Promise.all([book(), soon().then(change)])
      expect([booked.status, booked.body.startsAt]).toEqual([201, noonIn(zones[0])])
      expect(kindOf(changed as never)).toEqual([409, 'time-zone-fixed'])
    })
  })

  test('is at that time in the new one', async () => {
    const { book, change, noonIn } = await givenNoon()
    await slowed('stores', async () => {
      const [changed, booked] = await Promise.all([change(), soon().then(book)])
      expect(changed.status).toBe(200)
      expect([booked.status, booked.body]).toMatchObject([
        201,
        { time, startsAt: noonIn(zones[1]) },
      ])
    })
  })
})

test.each([...unknown, '', 'asia/seoul'])('the table refuses the time zone "%s"', async (zone) => {
  await expect(givenStore(engine, { timeZone: zone })).rejects.toThrow('stores_time_zone_known')
})

test('PostgreSQL and Temporal read every name that is known to both alike', async () => {
  const at = new Date('2026-07-01T12:00:00Z')
  const rows = await engine.database.rows<{ name: string; wall: string }>(sql`
    select name, to_char(${at}::timestamptz at time zone name, 'YYYY-MM-DD"T"HH24:MI') as wall
      from time_zones`)
  expect(rows.length).toBeGreaterThan(400)
  const wall = (name: string) =>
    Temporal.Instant.fromEpochMilliseconds(at.getTime())
      .toZonedDateTimeISO(name)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' })
  const differ = rows.filter((row) => wall(row.name) !== row.wall)
  expect(differ.map(({ name }) => name)).toEqual([])
})

describe('a store that was opened with an unknown time zone', () => {
  /** As the table was before it knew names. */
  const forgetNames = async () => {
    await engine.database.run(sql`alter table stores drop constraint stores_time_zone_known`)
    await engine.database.run(sql`drop table time_zones`)
    await engine.database.run(sql`delete from migrations where name = 'stores/0002-time-zones.sql'`)
  }

  test('keeps the zone that was read from it, or its name until the owner puts it right', async () => {
    await forgetNames()
    const repaired = [
      ['2026-01-01T00:00[Asia/Seoul]', 'Asia/Seoul'],
      ['2026-01-01T00:00+09:00[asia/seoul]', 'Asia/Seoul'],
      ['asia/seoul', 'Asia/Seoul'],
      ['T09:00Z', 'UTC'],
      ['12:00+05:30', 'Asia/Kolkata'],
      ['+09:00', 'Etc/GMT-9'],
      ['-03:00', 'Etc/GMT+3'],
      ['Etc/GMT+9', 'Etc/GMT+9'],
      ['cet', 'Europe/Brussels'],
      ['12:00+01:23', '12:00+01:23'],
    ] as const
    const ids = await Promise.all(repaired.map(([timeZone]) => givenStore(engine, { timeZone })))
    expect(await migrate(engine.databaseUrl, schemaFolders)).toEqual(['stores/0002-time-zones.sql'])
    const rows = await engine.database.rows<{ id: string; zone: string }>(sql`
      select id, time_zone as zone from stores where id = any(${ids}::uuid[])`)
    const zoneOf = new Map(rows.map(({ id, zone }) => [id, zone]))
    expect(ids.map((id) => zoneOf.get(id))).toEqual(repaired.map(([, zone]) => zone))
    const left = ids.at(-1) ?? ''
    await engine.database.run(sql`update stores set name = '이름' where id = ${left}`)
    await engine.database.run(sql`update stores set time_zone = 'UTC' where id = ${left}`)
  })

  test.each(doors)(
    'at %s is named by the audit, which goes on, and put right by its owner',
    async (path, rest) => {
      const opened = await owner<{ id: string }>('POST', path, { ...rest, timeZone: 'Asia/Seoul' })
      const { id } = opened.body
      await engine.database.run(sql`alter table stores disable trigger all`)
      await engine.database.run(sql`update stores set time_zone = '12:00+01:23' where id = ${id}`)
      await engine.database.run(sql`alter table stores enable trigger all`)
      await makePlaces(engine.database, id, [
        { id: placeId(id, 'key'), key: 'key', capacity: 1, startsAt: null },
      ])
      const findings = await audit(engine.database)
      expect(findings.length).toBeGreaterThan(20)
      expect(findings.filter(({ violations }) => violations.length > 0)).toEqual([
        { name: expect.stringContaining('time zone'), violations: [`${id} 12:00+01:23`] },
      ])
      const righted = await owner('PATCH', `${path}/${id}`, { timeZone: 'Asia/Seoul' })
      expect(righted).toMatchObject({ status: 200, body: { timeZone: 'Asia/Seoul' } })
    },
  )
})

test('an invariant that cannot be read is a finding, and the others are still checked', async () => {
  await engine.database.run(sql`alter table closed_dates rename to closed_days`)
  await engine.database.run(sql`alter table transfers rename to old_transfers`)
  const findings = await audit(engine.database)
  await engine.database.run(sql`alter table closed_days rename to closed_dates`)
  await engine.database.run(sql`alter table old_transfers rename to transfers`)
  const bad = findings.filter(({ violations }) => violations.length > 0)
  expect(bad.length).toBeGreaterThan(0)
  expect(bad.length).toBeLessThan(findings.length)
  for (const { violations } of bad) expect(violations[0]).toMatch(/^cannot be read: .*transfers/)
})
