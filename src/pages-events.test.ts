import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenStore, type TestEngine, testEngine } from '../test/engine.ts'
import { headTags } from './http/page-head.ts'
import type { Id } from './kernel/id.ts'
import { later, withOffset } from './kernel/time.ts'
import { pagesOf } from './pages.ts'
import { sql } from './postgres/sql.ts'

let engine: TestEngine

beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())

const DAY = 24 * 60 * 60

/** A concert with one seat of each price. */
async function givenConcert(prices: readonly number[]): Promise<Id<'Store'>> {
  const id = await givenStore(engine)
  await engine.database.run(sql`
    update stores set front_door = 'concerts', name = '겨울 음악회', description = '</script>' where id = ${id}`)
  await engine.database.run(sql`insert into halls values (${id}, '검은 상자', 1, ${prices.length})`)
  await engine.database.run(sql`
    insert into price_levels (store_id, code, name, price, position)
    select ${id}, p.at::text, 'R석', p.price, p.at
      from unnest(${prices}::bigint[]) with ordinality as p (price, at)`)
  await engine.database.run(sql`
    insert into seats (store_id, id, section, row, number, x, y, level, kind)
    select ${id}, n, 'A', '1', n, n, 1, n::text, 'regular'
      from generate_series(1, ${prices.length}::integer) as n`)
  return id
}

async function givenPerformance(
  storeId: Id<'Store'>,
  startsAt: Date,
  salesFrom: Date,
  reason = '',
) {
  await engine.database.run(sql`
    insert into performances (store_id, id, starts_at, sales_from, canceled_at, cancel_reason)
    values (${storeId}, ${engine.newId()}, ${startsAt}, ${salesFrom},
            case when ${reason} <> '' then now() end, nullif(${reason}, ''))`)
}

const readNow = async () => {
  const { now } = await engine.database.one<{ now: Date }>(sql`
    select date_trunc('second', clock_now()) as now`)
  return now
}

/** What a search engine parses from the page. */
async function structuredAt(path: string) {
  const head = await pagesOf(engine).describe(path, 'ko')
  const tags = headTags(head ?? { title: '', description: '' }, {
    ...{ origin: 'http://localhost:4000', site: '자리', language: 'ko', nonce: 'n' },
  })
  const [, json] =
    /<script type="application\/ld\+json" nonce="n">(.*?)<\/script>/s.exec(tags) ?? []
  return json === undefined ? undefined : JSON.parse(json)
}

test('each performance of a concert is an event to search engines: when, where, for how much, and whether it takes place', async () => {
  const id = await givenConcert([50_000, 110_000])
  await engine.database.run(sql`
    insert into store_profiles (store_id, postcode, address, detail, province, district, phone,
                                hours_note, parking, notes, tags)
    values (${id}, '03990', '서울특별시 마포구 연남로 1', '', '서울', '마포구', '', '', '', '', '{}')`)
  const at = await readNow()
  const [soon, then, last] = [later(at, 5 * DAY), later(at, 6 * DAY), later(at, 7 * DAY)]
  await givenPerformance(id, soon, later(at, -DAY))
  await givenPerformance(id, then, later(at, DAY))
  await givenPerformance(id, last, later(at, -DAY), '출연자 사정')
  await givenPerformance(id, later(at, -2 * DAY), later(at, -3 * DAY))
  const url = `http://localhost:4000/concerts/${id}`
  const stamp = (instant: Date) => withOffset(instant, 'Asia/Seoul')
  const event = (startsAt: Date, status: string) => ({
    ...{ '@type': 'MusicEvent', '@id': `${url}#${stamp(startsAt)}`, name: '겨울 음악회', url },
    ...{ description: '</script>', startDate: stamp(startsAt) },
    eventStatus: `https://schema.org/${status}`,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    location: {
      ...{ '@type': 'Place', name: '검은 상자' },
      address: {
        ...{ '@type': 'PostalAddress', addressCountry: 'KR', addressRegion: '서울' },
        ...{ addressLocality: '마포구', streetAddress: '서울특별시 마포구 연남로 1' },
        postalCode: '03990',
      },
    },
  })
  const offers = {
    ...{ '@type': 'AggregateOffer', lowPrice: '50000', highPrice: '110000', priceCurrency: 'KRW' },
    url,
  }
  expect(await structuredAt(`/concerts/${id}`)).toEqual({
    '@context': 'https://schema.org',
    '@graph': [
      {
        ...event(soon, 'EventScheduled'),
        offers: {
          ...{ ...offers, validFrom: stamp(later(at, -DAY)) },
          availability: 'https://schema.org/InStock',
        },
      },
      { ...event(then, 'EventScheduled'), offers: { ...offers, validFrom: stamp(later(at, DAY)) } },
      event(last, 'EventCancelled'),
    ],
  })
  expect(stamp(soon)).toMatch(/\+09:00$/)
})

test('one price is an offer of its own, and a concert without a date is not described', async () => {
  const id = await givenConcert([30_000])
  expect(await structuredAt(`/concerts/${id}`)).toBeUndefined()
  const other = await givenConcert([30_000])
  const at = await readNow()
  await givenPerformance(other, later(at, DAY), later(at, -DAY))
  expect((await structuredAt(`/concerts/${other}`))['@graph'][0].offers).toMatchObject({
    ...{ '@type': 'Offer', price: '30000', availability: 'https://schema.org/InStock' },
  })
})
