import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import { openRestaurant } from '../../front-doors/dining/restaurant.fixture.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { migrate } from '../../postgres/migrate.ts'
import { sql } from '../../postgres/sql.ts'
import { schemaFolders } from '../../schema.ts'
import type * as contract from './contract.ts'

type Picture = AnswerOf<typeof contract.addPicture>

let engine: TestEngine
let house: TestServer
let owner: Person
let photo: Buffer
let storeId: string
let url: string

beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  owner = await house.owner()
  photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#c96' } })
    .withExif({ IFD0: { Copyright: 'somebody' } })
    .jpeg()
    .toBuffer()
})
beforeEach(async () => {
  storeId = await openRestaurant(owner)
  url = `/v1/stores/${storeId}/pictures`
})
afterAll(async () => {
  await house.server.close()
  await engine.close()
})

const add = (by: Person, alt: string, to = url) =>
  by<Picture>('POST', `${to}?alt=${encodeURIComponent(alt)}`, photo, {
    'content-type': 'image/jpeg',
  })
const added = async (...alts: string[]) => {
  const pictures: Picture[] = []
  for (const alt of alts) pictures.push((await add(owner, alt)).body)
  return pictures
}
const alts = async () =>
  (await house.anyone<{ data: Picture[] }>('GET', url)).body.data.map(({ alt }) => alt)
const kindOf = ({ status, body }: { status: number; body: { type?: string } }) => [
  status,
  body.type?.split('/').at(-1),
]

test('a picture is stored as WebP in three sizes, without metadata', async () => {
  const { status, body } = await add(owner, ' 상차림 ')
  expect(status).toBe(201)
  expect(body).toMatchObject({ alt: '상차림', width: 900, height: 600, url: `${url}/${body.id}` })
  for (const [at, width] of [
    [body.url, 900],
    [body.smallUrl, 800],
    [body.tileUrl, 400],
    [`/v1/images/${storeId}/${body.id}`, 900],
  ] as const) {
    const served = await house.anyone<Buffer>('GET', at)
    expect(served.headers['content-type']).toBe('image/webp')
    expect(served.headers['cache-control']).toContain('immutable')
    expect(await sharp(served.body).metadata()).toMatchObject({ format: 'webp', width })
    expect((await sharp(served.body).metadata()).exif).toBeUndefined()
  }
})

test('a picture from before there were tiles is served as it was', async () => {
  const [one] = await added('하나')
  await engine.database.run(sql`update store_pictures set tile = null where id = ${one?.id}`)
  const served = await house.anyone<Buffer>('GET', one?.tileUrl ?? '')
  expect([served.status, (await sharp(served.body).metadata()).width]).toEqual([200, 800])
})

test('pictures are put in another order, and close up when one is removed', async () => {
  const [one, two, three] = await added('하나', '둘', '셋')
  const pictureIds = [three?.id, one?.id, two?.id]
  const moved = await owner<{ data: Picture[] }>('PUT', `${url}/order`, { pictureIds })
  expect(moved.body.data.map(({ alt }) => alt)).toEqual(['셋', '하나', '둘'])
  expect(await alts()).toEqual(['셋', '하나', '둘'])
  expect((await owner('DELETE', `${url}/${one?.id}`)).status).toBe(200)
  await added('넷')
  expect(await alts()).toEqual(['셋', '둘', '넷'])
  const grid = await house.anyone<{ restaurant: { images: Picture[]; image: Picture } }>(
    'GET',
    `/v1/restaurants/${storeId}`,
  )
  expect(grid.body.restaurant.images.map(({ alt }) => alt)).toEqual(['셋', '둘', '넷'])
  expect(kindOf(await owner('DELETE', `${url}/${one?.id}`))).toEqual([404, 'image-missing'])
})

test('an order that does not name each picture once changes nothing', async () => {
  const [one, two] = await added('하나', '둘')
  const another = engine.newId()
  for (const pictureIds of [
    [one?.id],
    [one?.id, one?.id],
    [one?.id, another],
    [one?.id, two?.id, another],
    [],
  ])
    expect(kindOf(await owner('PUT', `${url}/order`, { pictureIds }))).toEqual([
      409,
      'picture-order-unfit',
    ])
  expect(await alts()).toEqual(['하나', '둘'])
})

test('a store has ten pictures at most, however many are added at once; the table has no eleventh', async () => {
  await added(...'123456789')
  const answers = await Promise.all([add(owner, 'a'), add(owner, 'b'), add(owner, 'c')])
  const kinds = answers.map((answer) => kindOf(answer)[1] ?? 'added').sort()
  expect(kinds).toEqual(['added', 'too-many-images', 'too-many-images'])
  const insert = (position: number) =>
    engine.database.run(sql`
      insert into store_pictures (store_id, id, position, alt, width, height, large, small)
      values (${storeId}, ${engine.newId()}, ${position}, '', 1, 1, '', '')`)
  await expect(insert(11)).rejects.toThrow('store_pictures_at_most_ten')
  await expect(insert(10)).rejects.toThrow('store_pictures_position_once')
})

describe('who may', () => {
  test('an owner has pictures at any door; another’s store is not found', async () => {
    const shop = await owner<{ id: string }>('POST', '/v1/shops', {
      name: '미용실',
      kind: 'hair',
      description: '',
      timeZone: 'Asia/Seoul',
      currency: 'KRW',
    })
    const ofShop = `/v1/stores/${shop.body.id}/pictures`
    expect((await add(owner, '의자', ofShop)).status).toBe(201)
    const stranger = await house.owner('남')
    const [picture] = await added('하나')
    for (const answer of [
      await add(stranger, '남의 것', ofShop),
      await add(stranger, '남의 것'),
      await stranger('PUT', `${url}/order`, { pictureIds: [picture?.id] }),
      await stranger('DELETE', `${url}/${picture?.id}`),
      await add(owner, '없는 가게', `/v1/stores/${engine.newId()}/pictures`),
      await house.anyone('GET', `/v1/stores/${engine.newId()}/pictures`),
    ])
      expect(kindOf(answer)).toEqual([404, 'store-missing'])
    const customer = await house.customer()
    expect((await add(customer, '손님의 것')).status).toBe(403)
    expect((await add(house.anyone, '누구의 것')).status).toBe(401)
    expect(kindOf(await add(owner, '가', `/v1/restaurants/${shop.body.id}/images`))).toEqual([
      404,
      'restaurant-missing',
    ])
  })

  test('an admin may write to every store, at every door', async () => {
    const admin = await house.customer('관리자')
    await engine.database.run(sql`update accounts set role = 'admin' where name = '관리자'`)
    const [picture] = await added('하나')
    expect((await add(admin, '둘')).status).toBe(201)
    const here = `/v1/restaurants/${storeId}`
    const draft = { weekday: 1, time: '19:30', capacity: 8, price: 0 }
    for (const answer of [
      await admin('DELETE', `${here}/images/${picture?.id}`),
      await admin('PATCH', here, { name: '새 이름' }),
      await admin('POST', `${here}/table-times`, draft),
      await admin('GET', `${here}/table-times`),
      await admin('PUT', `${here}/closed-dates/2027-01-01`),
      await admin('PUT', `/v1/stores/${storeId}/cancellation-policy`, { kind: 'restaurant' }),
    ])
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
    // Who comes is the owner's alone.
    expect((await admin('GET', `${here}/bookings?date=2027-01-01`)).status).toBe(404)
  })
})

test('pictures from when only restaurants had some are kept, in their order', async () => {
  await engine.database.run(sql`
    create table restaurant_images (
      store_id uuid, id uuid, position integer, alt text, width integer, height integer,
      large bytea, small bytea)`)
  const other = await openRestaurant(owner)
  const rows = [
    [storeId, 7, '둘'],
    [storeId, 3, '하나'],
    [storeId, 12, '셋'],
    [other, 4, '다른 집'],
  ] as const
  for (const [store, position, alt] of rows)
    await engine.database.run(sql`
      insert into restaurant_images values
        (${store}, ${engine.newId()}, ${position}, ${alt}, 9, 6, ${photo}, ${photo})`)
  await engine.database.run(sql`delete from migrations where name like '%pictures-move.sql'`)
  expect((await migrate(engine.databaseUrl, schemaFolders)).length).toBe(1)
  expect(await alts()).toEqual(['하나', '둘', '셋'])
  expect(await house.anyone('GET', `/v1/stores/${other}/pictures`)).toMatchObject({
    body: { data: [{ alt: '다른 집', width: 9, height: 6 }] },
  })
  const [left] = await engine.database.rows(sql`
    select 1 from pg_tables where tablename = 'restaurant_images'`)
  expect(left).toBeUndefined()
})
