import { afterAll, beforeAll, expect, test } from 'vitest'
import { ACCEPTED } from '../../../test/consents.ts'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { expectSound } from '../../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import { verifyAddress } from '../../../test/verified.ts'
import { sql } from '../../postgres/sql.ts'

// The paths and the bodies that other services have always called, word for word.

let engine: TestEngine
let house: TestServer
let owner: Person
let shopId: string
beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  owner = await house.owner()
  shopId = await openShop(owner)
})
afterAll(async () => {
  await house.server.close()
  await engine.close()
})

const openShop = async (person: Person) => {
  const { body } = await person<{ id: string }>('POST', '/v1/shops', {
    name: '머리하는 날',
    kind: 'hair',
    description: '',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  return body.id
}

interface Timetable {
  id: string
  shopId: string
  reservationHour: number
  reservationMinute: number
  basicRemaining: number
  remaining: number
  price: number
}

const create = async (draft: object, id = shopId) => {
  const answer = await owner<Timetable>('POST', `/timetable/create/${id}`, draft)
  expect(answer.status).toBe(200)
  return answer.body
}

test('a timetable is created with the body of the documents', async () => {
  const made = await create({ reservationHour: 11, reservationMinute: 10, basicRemaining: 10 })
  expect(made).toMatchObject({
    shopId,
    reservationHour: 11,
    reservationMinute: 10,
    basicRemaining: 10,
    remaining: 10,
    price: 0,
  })
})

test('without a minute it is on the hour', async () => {
  expect(await create({ reservationHour: 9, basicRemaining: 1 })).toMatchObject({
    reservationHour: 9,
    reservationMinute: 0,
  })
})

test('hour, minute, or both are changed by one path', async () => {
  const { id } = await create({ reservationHour: 11, reservationMinute: 10, basicRemaining: 10 })
  const path = `/timetable/update-time/${id}`
  const timeAfter = async (body: object) => {
    const { status, body: said } = await owner<Timetable>('PUT', path, body)
    expect(status).toBe(200)
    const { body: read } = await house.anyone<Timetable>('GET', `/timetable/detail/${id}`)
    expect(read).toMatchObject(said)
    return [read.reservationHour, read.reservationMinute]
  }
  expect(await timeAfter({ reservationHour: 12, reservationMinute: 45 })).toEqual([12, 45])
  expect(await timeAfter({ reservationHour: 13 })).toEqual([13, 45])
  expect(await timeAfter({ reservationMinute: 0 })).toEqual([13, 0])
})

test('how many a day never changes: not by the API, and not in the database', async () => {
  const { id } = await create({ reservationHour: 11, basicRemaining: 10 })
  for (const body of [{ basicRemaining: 5 }, { reservationHour: 12, basicRemaining: 10 }]) {
    const { status, body: said } = await owner<{ titles: { en: string } }>(
      'PUT',
      `/timetable/update-time/${id}`,
      body,
    )
    expect([status, said.type]).toEqual([422, expect.stringMatching(/basic-remaining-fixed$/)])
    expect(said.titles.en).toContain('delete the timetable and create it anew')
  }
  await expect(
    engine.database.run(sql`update timetables set basic_remaining = 5 where id = ${id}`),
  ).rejects.toMatchObject({ code: '23514', constraint: 'timetables_basic_remaining_fixed' })
  await engine.database.run(sql`update timetables set basic_remaining = 10 where id = ${id}`)
})

test('a deleted timetable is gone', async () => {
  const { id } = await create({ reservationHour: 11, basicRemaining: 10 })
  const deleted = await owner('DELETE', `/timetable/delete/${id}`)
  expect([deleted.status, deleted.body]).toEqual([200, null])
  const gone = [
    await house.anyone('GET', `/timetable/detail/${id}`),
    await owner('PUT', `/timetable/update-time/${id}`, { reservationHour: 1 }),
    await owner('DELETE', `/timetable/delete/${id}`),
    await owner('POST', '/reserve/timetable', { timetableId: id }),
    await owner('POST', '/release/timetable', { timetableId: id }),
  ]
  for (const { status, body } of gone)
    expect([status, body.type]).toEqual([404, expect.stringMatching(/timetable-missing$/)])
})

test('a shop’s timetables come fifteen a page, by time of day, by number and by cursor', async () => {
  const crowded = await openShop(owner)
  for (let made = 0; made < 32; made++)
    await create({ reservationHour: 1 + ((made * 7) % 23), basicRemaining: 1 }, crowded)
  interface Page {
    data: Timetable[]
    nextCursor: string | null
  }
  const read = async (query: string) => {
    const { status, body } = await house.anyone<Page>('GET', `/timetables/${crowded}${query}`)
    expect(status).toBe(200)
    return body
  }
  const pages = await Promise.all(['', '?page=2', '?page=3', '?page=4'].map(read))
  expect(pages.map(({ data }) => data.length)).toEqual([15, 15, 2, 0])
  const all = pages.flatMap(({ data }) => data)
  expect(new Set(all.map(({ id }) => id)).size).toBe(32)
  const hours = all.map(({ reservationHour }) => reservationHour)
  expect(hours).toEqual(hours.toSorted((a, b) => a - b))
  let cursor = pages[0]?.nextCursor
  const followed = [...(pages[0]?.data ?? [])]
  while (cursor) {
    const next: Page = await read(`?cursor=${cursor}`)
    followed.push(...next.data)
    cursor = next.nextCursor
  }
  expect(followed).toEqual(all)
  const bad = await Promise.all(
    ['?page=0', '?page=x', '?cursor=x', '?limit=100'].map((query) =>
      house.anyone('GET', `/timetables/${crowded}${query}`),
    ),
  )
  expect(bad.map(({ status }) => status)).toEqual([400, 400, 400, 400])
})

test('reserving answers a bare true until nothing is left, then a bare false; releasing gives back', async () => {
  const { id } = await create({ reservationHour: 11, basicRemaining: 2 })
  const ask = async (way: 'reserve' | 'release') => {
    const { status, body, headers } = await owner('POST', `/${way}/timetable`, { timetableId: id })
    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8'])
    return body
  }
  const left = async () =>
    (await house.anyone<Timetable>('GET', `/timetable/detail/${id}`)).body.remaining
  expect([await ask('release'), await left()]).toEqual([false, 2])
  expect([await ask('reserve'), await left()]).toEqual([true, 1])
  expect([await ask('reserve'), await left()]).toEqual([true, 0])
  expect([await ask('reserve'), await left()]).toEqual([false, 0])
  expect([await ask('release'), await left()]).toEqual([true, 1])
  expect([await ask('release'), await left()]).toEqual([true, 2])
  expect([await ask('release'), await left()]).toEqual([false, 2])
  expect([await ask('reserve'), await left()]).toEqual([true, 1])
  await expectSound(engine)
})

test('the same at its own path', async () => {
  const { id } = await create({ reservationHour: 11, basicRemaining: 1 })
  const ask = async (what: string) => (await owner('POST', `/v1/timetables/${id}/${what}`)).body
  expect(await ask('reservations')).toBe(true)
  expect(await ask('reservations')).toBe(false)
  expect(await ask('releases')).toBe(true)
  expect(await ask('releases')).toBe(false)
})

test('the key is optional, and honoured if given', async () => {
  const { id } = await create({ reservationHour: 11, basicRemaining: 5 })
  const send = (timetableId: string, headers: Record<string, string> = {}) =>
    house.server.inject({
      method: 'POST',
      url: '/reserve/timetable',
      headers: { authorization: owner.authorization, ...headers },
      payload: { timetableId },
    })
  const left = async () =>
    (await house.anyone<Timetable>('GET', `/timetable/detail/${id}`)).body.remaining
  expect((await send(id)).body).toBe('true')
  expect((await send(id)).body).toBe('true')
  expect(await left()).toBe(3)
  const key = { 'idempotency-key': 'mine' }
  const [first, second] = [await send(id, key), await send(id, key)]
  expect([first.body, second.body, await left()]).toEqual(['true', 'true', 2])
  expect(second.headers['idempotent-replayed']).toBe('true')
  const { id: other } = await create({ reservationHour: 12, basicRemaining: 5 })
  const reused = await send(other, key)
  expect([reused.statusCode, reused.json().type]).toEqual([
    422,
    expect.stringMatching(/idempotency-key-reused$/),
  ])
})

test('a user name gives the shop’s id: an owner’s own, and any to an admin', async () => {
  const email = 'shopkeeper@example.com'
  const { body } = await house.anyone<{ token: string }>('POST', '/v1/auth/sign-up/email', {
    name: '박사장',
    email,
    password: 'correct horse battery',
    accepted: ACCEPTED,
  })
  await verifyAddress(engine, email)
  const asked = async (authorization: string, name = email) => {
    const url = `/provide/shop/${encodeURIComponent(name)}`
    const answer = await house.server.inject({ url, headers: { authorization } })
    return answer.statusCode === 200 ? answer.json() : answer.json().type.split('/').at(-1)
  }
  const mine = `Bearer ${body.token}`
  const post = (url: string, payload?: object) =>
    house.server.inject({
      method: 'POST',
      url,
      headers: { authorization: mine, 'idempotency-key': url },
      ...(payload && { payload }),
    })
  expect(await asked(mine)).toBe('not-allowed')
  await post('/v1/me/owner')
  expect(await asked(mine)).toBe('shop-missing')
  const opened = await post('/v1/shops', {
    name: '손톱 위의 봄',
    kind: 'other',
    description: '',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  expect(await asked(mine)).toBe(opened.json().id)
  expect(await asked(owner.authorization)).toBe('shop-missing')
  const admin = await house.customer()
  await engine.database.run(sql`
    update accounts set role = 'admin'
     where id = (select account_id from sessions order by created_at desc limit 1)
  `)
  expect(await asked(admin.authorization)).toBe(opened.json().id)
  expect(await asked(admin.authorization, 'nobody@example.com')).toBe('shop-missing')
})

test('only the owner of the shop creates, changes, deletes, reserves; others get missing', async () => {
  const { id } = await create({ reservationHour: 11, basicRemaining: 2 })
  const other = await house.owner()
  const draft = { reservationHour: 11, basicRemaining: 1 }
  const asks = [
    () => other('POST', `/timetable/create/${shopId}`, draft),
    () => other('PUT', `/timetable/update-time/${id}`, { reservationHour: 1 }),
    () => other('DELETE', `/timetable/delete/${id}`),
    () => other('POST', '/reserve/timetable', { timetableId: id }),
    () => other('DELETE', `/v1/shops/${shopId}`),
    () => other('GET', `/v1/shops/${shopId}/days`),
    () => other('GET', `/v1/shops/${shopId}/bookings?date=2026-11-24`),
  ]
  for (const ask of asks) expect((await ask()).status).toBe(404)
  const customer = await house.customer()
  expect((await customer('POST', `/timetable/create/${shopId}`, draft)).status).toBe(403)
  expect((await customer('POST', '/reserve/timetable', { timetableId: id })).status).toBe(403)
  expect((await house.anyone('POST', `/timetable/create/${shopId}`, draft)).status).toBe(401)
})

test('an invalid time or number of places is named in the problem', async () => {
  const { id } = await create({ reservationHour: 11, basicRemaining: 2 })
  const refused = async (body: object) => {
    const answer = await owner<{ errors: { pointer: string }[] }>(
      'POST',
      `/timetable/create/${shopId}`,
      body,
    )
    expect(answer.status).toBe(400)
    return answer.body.errors.map(({ pointer }) => pointer)
  }
  expect(await refused({ reservationHour: 24, basicRemaining: 1 })).toEqual(['/reservationHour'])
  expect(await refused({ reservationHour: 1, reservationMinute: 60, basicRemaining: 1 })).toEqual([
    '/reservationMinute',
  ])
  expect(await refused({ reservationHour: 1, basicRemaining: 0 })).toEqual(['/basicRemaining'])
  expect(await refused({ reservationHour: 1, basicRemaining: 1.5 })).toEqual(['/basicRemaining'])
  expect(await refused({ reservationMinute: 1 })).toEqual(['/reservationHour', '/basicRemaining'])
  expect((await owner('PUT', `/timetable/update-time/${id}`, {})).status).toBe(400)
})

test('both paths of an endpoint are in the document, a key that is optional as such', async () => {
  const { body } = await house.anyone<{
    paths: Record<string, Record<string, { parameters: { name: string; required: boolean }[] }>>
  }>('GET', '/openapi.json')
  const ways = [
    ['/v1/shops/{shopId}/timetables', '/timetables/{shopId}', 'get'],
    ['/v1/timetables/{timetableId}', '/timetable/detail/{timetableId}', 'get'],
    ['/v1/shops/{shopId}/timetables', '/timetable/create/{shopId}', 'post'],
    ['/v1/timetables/{timetableId}', '/timetable/update-time/{timetableId}', 'put'],
    ['/v1/timetables/{timetableId}', '/timetable/delete/{timetableId}', 'delete'],
    ['/v1/owners/{username}/shop', '/provide/shop/{username}', 'get'],
    ['/v1/timetables/{timetableId}/reservations', '/reserve/timetable', 'post'],
  ] as const
  for (const [own, other, method] of ways) {
    expect(body.paths[own]?.[method]).toBeDefined()
    expect(body.paths[other]?.[method]).toBeDefined()
  }
  const key = body.paths['/reserve/timetable']?.post?.parameters.find(
    ({ name }) => name === 'Idempotency-Key',
  )
  expect(key?.required).toBe(false)
})
