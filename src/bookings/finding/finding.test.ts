import { afterAll, beforeAll, expect, test } from 'vitest'
import { onDatabase, type TestEngine, testEngine } from '../../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import { addDays, wallDate, weekdayOf } from '../../kernel/time.ts'
import { readNow } from '../../postgres/now.ts'
import { sql } from '../../postgres/sql.ts'
import { nothingSaid } from '../../stores/profile/rules.ts'
import { writeMissingWords } from '../../stores/profile/words.ts'
import { countRows } from '../openings.fixture.ts'
import { findStores } from './find.ts'

let engine: TestEngine
let app: TestServer
let owner: Person
let tomorrow: string
const ids: Record<string, string> = {}

const profile = { ...nothingSaid, hours: [], tags: [] }
interface Found {
  readonly understood: { readonly date: string | null; readonly words: string }
  readonly data: readonly {
    readonly store: { readonly id: string; readonly name: string }
    readonly times: readonly {
      readonly date: string
      readonly time: string
      readonly item: unknown
    }[]
  }[]
  readonly nextCursor: string | null
  readonly timeless: number
  readonly fewerWords: string | null
}

const find = async (query: Record<string, string>) => {
  const { body, status } = await app.anyone<Found>(
    'GET',
    `/v1/found-stores?${new URLSearchParams(query)}`,
  )
  expect(status).toBe(200)
  return body
}
const names = async (query: Record<string, string>) =>
  (await find(query)).data.map(({ store }) => store.name)

beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
  owner = await app.owner()
  const { now } = await readNow(engine.database)
  tomorrow = addDays(wallDate(now, 'Asia/Seoul'), 1)
  const restaurants = [
    { name: '스시 하루', category: 'sushi', address: '서울특별시 마포구 연남로 1', least: 60_000 },
    {
      name: '맛있는 집밥',
      category: 'korean',
      address: '서울특별시 종로구 율곡로 3',
      least: 12_000,
    },
    {
      name: '바다 한상',
      category: 'seafood',
      address: '부산광역시 해운대구 해변로 9',
      least: 35_000,
    },
  ]
  for (const { name, category, address, least } of restaurants) {
    const draft = { name, description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
    const { body } = await owner<{ id: string }>('POST', '/v1/restaurants', draft)
    ids[name] = body.id
    await owner('PUT', `/v1/stores/${body.id}/profile`, {
      ...{ ...profile, category, address, priceLeast: least, tags: ['단체석'] },
    })
    for (const time of ['12:00', '18:00', '19:30', '20:30', '21:00']) {
      if (name === '바다 한상' && time !== '12:00') continue
      const table = { weekday: weekdayOf(tomorrow), time, capacity: 2, price: 10_000 }
      await owner('POST', `/v1/restaurants/${body.id}/table-times`, table)
    }
  }
})
afterAll(async () => {
  await app.server.close()
  await engine.close()
})

test.each([
  ['스시', ['스시 하루']],
  ['시하', ['스시 하루']],
  ['ㅅㅅ', ['스시 하루']],
  ['스시'.normalize('NFD'), ['스시 하루']],
  ['tmtl', ['스시 하루']], // typed with the English layout
  ['집밥', ['맛있는 집밥']],
  ['마포', ['스시 하루']],
  ['마포 초밥', ['스시 하루']],
  ['busan', ['바다 한상']],
  ['오마카세', ['스시 하루']],
  ['omakase mapo', ['스시 하루']],
  ['서울특별시 마포구', ['스시 하루']],
  ['일식', ['스시 하루']], // another word for its category
  ['seafood', ['바다 한상']],
  ['단체석', ['스시 하루', '맛있는 집밥', '바다 한상']],
  ['없는 가게', []],
])('%s finds by name, area, category or tag', async (q, found) => {
  expect((await names({ q })).toSorted()).toEqual(found.toSorted())
})

test('what a name begins with comes first', async () => {
  const draft = { name: '하루', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const { body } = await owner<{ id: string }>('POST', '/v1/restaurants', draft)
  const table = { weekday: weekdayOf(tomorrow), time: '12:00', capacity: 2, price: 0 }
  await owner('POST', `/v1/restaurants/${body.id}/table-times`, table)
  expect(await names({ q: '하루' })).toEqual(['하루', '스시 하루'])
  await owner('PATCH', `/v1/stores/${body.id}`, { name: '온종일', closed: true })
  expect(await names({ q: '하루' })).toEqual(['스시 하루'])
  expect(await names({ q: '온종일' })).toEqual([]) // closed
})

test('area, category and price narrow, alone and together', async () => {
  expect(await names({ province: '서울' })).toEqual(['스시 하루', '맛있는 집밥'])
  expect(await names({ province: '서울', district: '종로구' })).toEqual(['맛있는 집밥'])
  expect(await names({ category: 'sushi' })).toEqual(['스시 하루'])
  expect(await names({ priceMost: '40000' })).toEqual(['맛있는 집밥', '바다 한상'])
  expect(await names({ q: '서울', priceMost: '20000' })).toEqual(['맛있는 집밥'])
  const { body } = await app.anyone('GET', '/v1/search-choices?door=dining')
  expect(body).toMatchObject({
    areas: [
      { province: '부산', districts: ['해운대구'] },
      { province: '서울', districts: ['마포구', '종로구'] },
    ],
  })
})

test('each card has three free times of when somebody wants to come; full ones come last', async () => {
  const { understood, data } = await find({ q: '내일 저녁', door: 'dining' })
  expect(understood).toMatchObject({ date: tomorrow, part: 'evening', words: '' })
  expect(data.map(({ store, times }) => [store.name, times.map(({ time }) => time)])).toEqual([
    ['스시 하루', ['18:00', '19:30', '20:30']],
    ['맛있는 집밥', ['18:00', '19:30', '20:30']],
    ['바다 한상', []],
  ])
  const near = await find({ date: tomorrow, time: '21:00', q: '스시' })
  expect(near.data[0]?.times.map(({ time }) => time)).toEqual(['19:30', '20:30', '21:00'])
  expect(near.data[0]?.times[2]?.item).toMatchObject({ date: tomorrow })
  const first = await find({ q: '바다' })
  expect(first.data[0]?.times.map(({ time }) => time)).toEqual(['12:00', '12:00'])
})

test('stores free closest to the wanted time come first; what sells nothing by time is counted and left out', async () => {
  const name = '달빛 잡화'
  const draft = { name, description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const shop = await owner<{ id: string }>('POST', '/v1/markets', draft)
  expect(shop.status).toBe(201)
  await owner('POST', `/v1/markets/${shop.body.id}/products`, {
    ...{ title: '컵', facts: [{ label: '제조국', value: '대한민국' }], hidden: false },
    variants: [{ price: 1_000, stocked: 3 }],
  })
  for (const q of ['내일 7시', '19:00']) {
    const { data, timeless } = await find({ q })
    expect(data.at(-1)).toMatchObject({ store: { name: '바다 한상' } })
    expect(data.map(({ store }) => store.name)).not.toContain(name)
    expect(timeless).toBe(1)
    expect((await find({ q, timeless: 'true' })).data.map(({ store }) => store.name)).toEqual([
      name,
    ])
  }
  expect(await names({ q: '달빛' })).toEqual([name])
})

test('who looks for several people finds no shop whose times are for one', async () => {
  const draft = { name: '단정한 미용실', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const { body } = await owner<{ id: string }>('POST', '/v1/shops', { ...draft, kind: 'hair' })
  const time = { reservationHour: 18, basicRemaining: 4 }
  const made = await owner('POST', `/v1/shops/${body.id}/timetables`, time)
  expect(made.status).toBe(201)
  expect(await names({ q: '단정한' })).toEqual(['단정한 미용실'])
  expect(await names({ q: '단정한', party: '1' })).toEqual(['단정한 미용실'])
  expect(await names({ q: '단정한', party: '2' })).toEqual([])
  expect(await names({ q: '단정한 4명' })).toEqual([])
  expect(await names({ q: '단정한', party: '2', door: 'timetables' })).toEqual(['단정한 미용실'])
})

test('where several words find nothing, one that does is named', async () => {
  expect(await find({ q: '내일 강남 초밥' })).toMatchObject({ data: [], fewerWords: '초밥' })
  expect(await find({ q: '강남 용궁' })).toMatchObject({ data: [], fewerWords: null })
  expect(await find({ q: '초밥', province: '부산' })).toMatchObject({ data: [], fewerWords: null })
})

test('what is taken is no free time', async () => {
  const store = ids['바다 한상'] ?? ''
  await engine.database.run(sql`update table_times set capacity = 1 where store_id = ${store}`)
  const [time] = (await find({ q: '바다', date: tomorrow })).data[0]?.times ?? []
  const customer = await app.customer()
  const taken = await customer('POST', `/v1/restaurants/${store}/bookings`, time?.item as object)
  expect(taken.status).toBe(201)
  expect((await find({ q: '바다', date: tomorrow })).data[0]?.times).toEqual([])
})

test('pages follow one another', async () => {
  const one = await find({ limit: '2', door: 'dining' })
  expect(one.data).toHaveLength(2)
  const rest = await find({ limit: '2', door: 'dining', cursor: one.nextCursor ?? '' })
  expect(rest.data.map(({ store }) => store.name)).toEqual(['바다 한상'])
  expect(rest.nextCursor).toBeNull()
})

test('a search makes as many statements for many cards as for one, and callers share a read', async () => {
  const { counting, counted } = countRows(engine.database)
  const watched = onDatabase(engine, counting)
  const count = async (ask: { q?: string; door: string }) => {
    const before = counted.statements
    await findStores(watched, ask)
    return counted.statements - before
  }
  await count({ door: 'dining' }) // reads the waiting rooms, too
  expect(await count({ door: 'dining' })).toBe(await count({ door: 'dining', q: '스시' }))
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => findStores(watched, { door: 'dining' })),
  )
  expect(new Set(answers).size).toBe(1)
})

test('a store from before is indexed by the job', async () => {
  await engine.database.run(sql`delete from store_words where store_id = ${ids['스시 하루'] ?? ''}`)
  expect(await names({ q: '스시' })).toEqual([])
  expect(await writeMissingWords(engine)).toBeGreaterThan(0)
  expect(await names({ q: '스시' })).toEqual(['스시 하루'])
  await engine.database.run(sql`update store_words set version = 1, tokens = array['하루']`)
  expect(await writeMissingWords(engine)).toBeGreaterThan(1)
  expect(await writeMissingWords(engine)).toBe(0)
  expect(await names({ q: '스시' })).toEqual(['스시 하루'])
})

test('a dish of the menu finds its restaurant', async () => {
  const path = `/v1/stores/${ids['맛있는 집밥']}/menu`
  const dish = { name: '들기름 막국수', description: '', price: 12_000, soldOut: false }
  const sections = [
    { name: '식사', items: [dish] },
    { name: '', items: [] },
  ]
  expect((await owner('PUT', path, { sections })).status).toBe(200)
  expect((await app.anyone('GET', path)).body).toEqual({
    currency: 'KRW',
    sections: [{ name: '식사', items: [{ ...dish, id: expect.any(String), picture: null }] }],
  })
  expect(await names({ q: '막국수' })).toEqual(['맛있는 집밥'])
  const other = await app.owner()
  expect((await other('PUT', path, { sections: [] })).status).toBe(404)
})

test('words and areas are looked up by their indexes', async () => {
  await engine.database.run(sql`
    insert into stores (id, owner_id, front_door, name, time_zone, currency, created_at)
    select gen_random_uuid(), gen_random_uuid(), 'dining', '가게 ' || n, 'Asia/Seoul', 'KRW', now()
      from generate_series(1, 5000) n`)
  await engine.database.run(sql`
    insert into store_words (store_id, tokens, folded)
    select id, array['가', name], name from stores where name like '가게 %'`)
  await engine.database.run(sql`
    insert into store_profiles (store_id, postcode, address, detail, province, district, phone,
                                hours_note, parking, notes, tags)
    select id, '', '', '', '경기', '시' || (row_number() over ()) % 100, '', '', '', '', '{}'
      from stores where name like '가게 %'`)
  for (const table of [sql`stores`, sql`store_words`, sql`store_profiles`])
    await engine.database.run(sql`analyze ${table}`)
  const plan = async (statement: ReturnType<typeof sql>) =>
    JSON.stringify(await engine.database.rows(sql`explain ${statement}`))
  const words = await plan(sql`
    select s.id from stores s join store_words w on w.store_id = s.id
     where w.tokens @> array['가게 77'] order by s.id limit 25`)
  expect(words).toContain('store_words_found')
  const area = await plan(sql`
    select s.id from stores s left join store_profiles p on p.store_id = s.id
     where p.province = '경기' and p.district = '시7' order by s.id limit 25`)
  expect(area).toContain('store_profiles_by_area')
})
