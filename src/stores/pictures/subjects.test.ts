import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import { dining } from '../../front-doors/dining/door.ts'
import { openRestaurant } from '../../front-doors/dining/restaurant.fixture.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { sql } from '../../postgres/sql.ts'
import type * as contract from './contract.ts'
import { mainPictureOf, mainPictureOfStore, picturesOf, picturesOfStore } from './stored.ts'

// Pictures of what a store sells. The door of these restaurants knows things, in a table of the test.

type Picture = AnswerOf<typeof contract.addPicture>

let engine: TestEngine
let house: TestServer
let owner: Person
let photo: Buffer
let storeId: string
let url: string
let lot: string

beforeAll(async () => {
  const made = await testEngine()
  await made.database.run(sql`
    create table things (store_id uuid not null, id uuid not null, primary key (store_id, id))`)
  const withLots: typeof dining = {
    ...dining,
    pictured: async (on, store, id) =>
      (await on.maybe(sql`select 1 from things where store_id = ${store} and id = ${id}`)) !==
      undefined,
  }
  engine = { ...made, doors: new Map([...made.doors, [dining.name, withLots]]) }
  house = await testServer(engine)
  owner = await house.owner()
  photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#c96' } })
    .jpeg()
    .toBuffer()
})
beforeEach(async () => {
  storeId = await openRestaurant(owner)
  url = `/v1/stores/${storeId}/pictures`
  lot = await addLot(storeId)
})
afterAll(async () => {
  await house.server.close()
  await engine.close()
})

async function addLot(store: string): Promise<string> {
  const id = engine.newId()
  await engine.database.run(sql`insert into things values (${store}, ${id})`)
  return id
}
const add = (alt: string, of?: string, by = owner, to = url) =>
  by<Picture>(
    'POST',
    `${to}?alt=${encodeURIComponent(alt)}${of === undefined ? '' : `&of=${of}`}`,
    photo,
    { 'content-type': 'image/jpeg' },
  )
const added = async (of: string | undefined, ...alts: string[]) => {
  const ids: string[] = []
  for (const alt of alts) ids.push((await add(alt, of)).body.id)
  return ids
}
const alts = async (of?: string) => {
  const { body } = await house.anyone<{ data: Picture[] }>('GET', of ? `${url}?of=${of}` : url)
  return body.data.map(({ alt }) => alt)
}
const kindOf = ({ status, body }: { status: number; body: { type?: string } }) => [
  status,
  body.type?.split('/').at(-1),
]
/** Rows without bytes: ten pictures for each of so many new subjects. */
const fill = (subjects: number) =>
  engine.database.run(sql`
    insert into store_pictures
           (store_id, subject_id, id, position, alt, width, height, large, small)
    select ${storeId}, subject, gen_random_uuid(), position, '', 1, 1, '', ''
      from (select gen_random_uuid() as subject from generate_series(1, ${subjects}::integer)
            offset 0) as made,
           generate_series(1, 10) as position`)

test('pictures of a lot are apart from those of its store and of other things', async () => {
  const other = await addLot(storeId)
  const [one] = await added(lot, '앞', '뒤', '옆')
  await added(undefined, '가게', '마당')
  await added(other, '다른 것')
  expect(await alts()).toEqual(['가게', '마당'])
  expect(await alts(lot)).toEqual(['앞', '뒤', '옆'])
  expect(await alts(other)).toEqual(['다른 것'])
  expect((await house.anyone('GET', `${url}/${one}`)).headers['content-type']).toBe('image/webp')
  expect((await owner('DELETE', `${url}/${one}`)).status).toBe(200)
  expect(await alts(lot)).toEqual(['뒤', '옆'])
  await added(lot, '위')
  expect(await alts(lot)).toEqual(['뒤', '옆', '위'])
  expect(await alts()).toEqual(['가게', '마당'])
})

test('pictures of a lot are put in another order, by naming those of the lot alone', async () => {
  const ids = await added(lot, '하나', '둘')
  const ofStore = await added(undefined, '가게', '마당')
  const order = (of: string, pictureIds: readonly string[]) =>
    owner<{ data: Picture[] }>('PUT', `${url}/order?of=${of}`, { pictureIds })
  const moved = await order(lot, ids.toReversed())
  expect(moved.body.data.map(({ alt }) => alt)).toEqual(['둘', '하나'])
  expect(await alts(lot)).toEqual(['둘', '하나'])
  for (const wrong of [ofStore, [...ids, ...ofStore], [ids[0] ?? '', ofStore[0] ?? '']])
    expect(kindOf(await order(lot, wrong))).toEqual([409, 'picture-order-unfit'])
  expect(kindOf(await owner('PUT', `${url}/order`, { pictureIds: ids }))).toEqual([
    409,
    'picture-order-unfit',
  ])
  expect(await alts()).toEqual(['가게', '마당'])
})

test('the main picture of a store is its own, and that of a lot is the lot’s', async () => {
  const bare = await addLot(storeId)
  await added(lot, '앞', '뒤')
  const read = () =>
    engine.database.rows(sql`
      select l.id, ${mainPictureOf(sql`l.store_id`, sql`l.id`)} ->> 'alt' as main,
             json_array_length(${picturesOf(sql`l.store_id`, sql`l.id`)}) as pictures,
             ${mainPictureOfStore} ->> 'alt' as store,
             json_array_length(${picturesOfStore}) as "ofStore"
        from things l join stores s on s.id = l.store_id
       where l.store_id = ${storeId} order by pictures desc`)
  expect(await read()).toEqual([
    { id: lot, main: '앞', pictures: 2, store: null, ofStore: 0 },
    { id: bare, main: null, pictures: 0, store: null, ofStore: 0 },
  ])
  await added(undefined, '가게')
  expect(await read()).toEqual([
    { id: lot, main: '앞', pictures: 2, store: '가게', ofStore: 1 },
    { id: bare, main: null, pictures: 0, store: '가게', ofStore: 1 },
  ])
  const page = await house.anyone<{ restaurant: { images: Picture[]; image: Picture } }>(
    'GET',
    `/v1/restaurants/${storeId}`,
  )
  expect(page.body.restaurant.images.map(({ alt }) => alt)).toEqual(['가게'])
})

test('a lot has ten pictures at most, whatever its store has; the table has no eleventh', async () => {
  await added(undefined, ...'0123456789')
  await added(lot, ...'123456789')
  const answers = await Promise.all([add('a', lot), add('b', lot), add('c', lot)])
  const kinds = answers.map((answer) => kindOf(answer)[1] ?? 'added').sort()
  expect(kinds).toEqual(['added', 'too-many-images', 'too-many-images'])
  expect((await add('다른 것', await addLot(storeId))).status).toBe(201)
  const insert = (position: number) =>
    engine.database.run(sql`
      insert into store_pictures
             (store_id, subject_id, id, position, alt, width, height, large, small)
      values (${storeId}, ${lot}, ${engine.newId()}, ${position}, '', 1, 1, '', '')`)
  await expect(insert(11)).rejects.toThrow('store_pictures_at_most_ten')
  await expect(insert(10)).rejects.toThrow('store_pictures_position_once')
})

test('a subject that the store’s door does not know is refused, also where it knows none', async () => {
  const elsewhere = await addLot(await openRestaurant(owner))
  const shop = await owner<{ id: string }>('POST', '/v1/shops', {
    name: '미용실',
    kind: 'hair',
    description: '',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  const ofShop = `/v1/stores/${shop.body.id}/pictures`
  await engine.database.run(sql`insert into things values (${shop.body.id}, ${lot})`)
  for (const [to, of] of [
    [url, engine.newId()],
    [url, elsewhere],
    [ofShop, lot],
  ] as const)
    for (const answer of [
      await add('없는 것', of, owner, to),
      await owner('PUT', `${to}/order?of=${of}`, { pictureIds: [] }),
      await house.anyone('GET', `${to}?of=${of}`),
    ])
      expect(kindOf(answer)).toEqual([404, 'picture-subject-missing'])
  expect(kindOf(await add('남의 것', lot, await house.owner('남')))).toEqual([404, 'store-missing'])
  expect(kindOf(await add('모르는 것', 'lot-1'))).toEqual([400, 'malformed'])
  const { count } = await engine.database.one<{ count: number }>(sql`
    select count(*)::integer from store_pictures where store_id in (${storeId}, ${shop.body.id})`)
  expect(count).toBe(0)
})

test('an upload for a lot is refused by the lot before it is decoded', async () => {
  const unreadable = (of: string) =>
    owner('POST', `${url}?alt=&of=${of}`, Buffer.from('no picture'), {
      'content-type': 'image/jpeg',
    })
  expect(kindOf(await unreadable(lot))).toEqual([422, 'image-unreadable'])
  expect(kindOf(await unreadable(engine.newId()))).toEqual([404, 'picture-subject-missing'])
  await added(lot, ...'0123456789')
  expect(kindOf(await unreadable(lot))).toEqual([409, 'too-many-images'])
})

test('the older path adds pictures of the store alone', async () => {
  const older = `/v1/restaurants/${storeId}/images`
  expect(kindOf(await add('앞', lot, owner, older))).toEqual([400, 'malformed'])
  expect((await add('가게', undefined, owner, older)).status).toBe(201)
  expect(await alts()).toEqual(['가게'])
})

test('a picture of a lot that is gone can still be removed', async () => {
  const [one] = await added(lot, '앞', '뒤')
  await engine.database.run(sql`delete from things where id = ${lot}`)
  expect(kindOf(await owner('GET', `${url}?of=${lot}`))).toEqual([404, 'picture-subject-missing'])
  expect((await owner('DELETE', `${url}/${one}`)).status).toBe(200)
  const left = await engine.database.rows(sql`
    select alt, position from store_pictures where subject_id = ${lot}`)
  expect(left).toEqual([{ alt: '뒤', position: 1 }])
})

test('a store has 10,000 pictures in all; each main one is found by one step of an index', async () => {
  await fill(999)
  await added(lot, ...'12345678')
  await added(undefined, '가게')
  const answers = await Promise.all([add('a', lot), add('b'), add('c', await addLot(storeId))])
  const kinds = answers.map((answer) => kindOf(answer)[1] ?? 'added').sort()
  expect(kinds).toEqual(['added', 'store-pictures-full', 'store-pictures-full'])
  expect(kindOf(await add('하나 더', lot))).toEqual([409, 'store-pictures-full'])
  const plan = await engine.database.rows<Record<string, string>>(sql`
    explain select ${mainPictureOf(sql`l.store_id`, sql`l.id`)}, ${mainPictureOfStore}
      from things l join stores s on s.id = l.store_id`)
  const steps = plan
    .map((row) => row['QUERY PLAN'] ?? '')
    .filter((line) => / on store_pictures/.test(line))
  expect(steps).toHaveLength(2)
  for (const step of steps) expect(step).toContain('using store_pictures_position_once')
})
