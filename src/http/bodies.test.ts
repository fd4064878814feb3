import { beforeAll, expect, test } from 'vitest'
import { ID, openTestProduct, type TestProduct, verdict } from './test-product.fixture.ts'

let product: TestProduct
beforeAll(async () => {
  product = await openTestProduct()
  return product.close
})

test.each([
  ['an unknown member', { id: ID, size: 3, extra: 1 }, '/extra'],
  ['a missing member', { id: ID }, '/size'],
  ['a wrong type', { id: ID, size: '3' }, '/size'],
  ['no whole number', { id: ID, size: 3.5 }, '/size'],
  ['a negative number', { id: ID, size: -1 }, '/size'],
  ['a huge number', { id: ID, size: 1e308 }, '/size'],
  ['what is no id', { id: 'x', size: 3 }, '/id'],
  ['a list', [], ''],
  ['null', null, ''],
  ['half a JSON', '{"id":', ''],
  ['another prototype', `{"id":"${ID}","size":3,"__proto__":{"x":1}}`, ''],
  ['another constructor', `{"id":"${ID}","size":3,"constructor":{"prototype":{}}}`, ''],
  ['the character 0', `{"id":"\\u0000","size":3}`, ''],
  ['the character 0 in a name', `{"id":"${ID}","size":3,"\\u0000":1}`, ''],
  ['half of a surrogate pair', `{"id":"\\ud83d","size":3}`, ''],
  ['a name twice', `{"id":"${ID}","size":4,"size":3}`, ''],
  ['a name twice, spelled differently', `{"id":"${ID}","size":4,"s\\u0069ze":3}`, ''],
  ['a name twice in an object of a list', `{"id":"${ID}","size":[{"a":1,"a" :2}]}`, ''],
  ['nothing', '', ''],
])(
  'a body with %s is malformed, and the problem names the place',
  async (_what, payload, pointer) => {
    const answer = await product.fill(payload)
    expect(verdict(answer)).toEqual([400, 'malformed'])
    expect(answer.json().errors[0]).toMatchObject({ in: 'body', pointer })
  },
)

test('text that looks like names, names that objects share and escapes are no name twice', async () => {
  for (const id of ['"size":', '\\', 'size', '\\"size":1,"size":', '{"a":1,"a":2}'])
    expect((await product.fill({ id, size: 3 })).json().errors[0]).toMatchObject({ pointer: '/id' })
  const answer = await product.fill(`{"id" : "${ID}", "size"\n:\t3}`)
  expect(answer.statusCode).toBeLessThan(300)
  const lists = await product.fill({ id: ID, size: [{ a: 1 }, { a: 1 }, [{ a: { a: [] } }]] })
  expect(lists.json().errors[0]).toMatchObject({ pointer: '/size' })
})

test.each([
  [`/v1/cups/7`, { in: 'path', pointer: '/cupId' }],
  [`/v1/cups/${ID}?hot=perhaps`, { in: 'query', pointer: '/hot' }],
  [`/v1/cups/${ID}?hot=true&hot=true`, { in: 'query', pointer: '/hot' }],
  [`/v1/cups/${ID}?cold=true`, { in: 'query', pointer: '/cold' }],
])('the URL %s is malformed, and the problem names the place', async (url, where) => {
  const answer = await product.fill({ id: ID, size: 3 }, {}, url)
  expect(verdict(answer)).toEqual([400, 'malformed'])
  expect(answer.json().errors[0]).toMatchObject(where)
})

test.each(['1.5', '1e1', '0x1', ' 1', '101', '99999999999999999999'])(
  'an integer of at most 100 is not parsed from "%s"',
  async (limit) => {
    const query = { limit }
    const answer = await product.server.inject({
      url: '/v1/cups',
      query,
      headers: product.as('owner'),
    })
    expect(verdict(answer)).toEqual([400, 'malformed'])
  },
)

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-16',
  'application/json, text/plain',
  'application/jsonx',
  'application/vnd.api+json',
  'text/plain; application/json',
])('a body with content type %s is refused', async (type) => {
  const answer = await product.fill({ id: ID, size: 3 }, { 'content-type': type })
  expect(verdict(answer)).toEqual([415, 'media-type-refused'])
})

test('a body that says it is compressed is refused, and not read as if it were not', async () => {
  const said = { 'content-encoding': 'gzip' }
  expect(verdict(await product.fill({ id: ID, size: 3 }, said))).toEqual([
    415,
    'media-type-refused',
  ])
})

test('a content type of JSON may declare UTF-8', async () => {
  const type = 'application/json; charset=UTF-8'
  expect((await product.fill({ id: ID, size: 3 }, { 'content-type': type })).statusCode).toBe(200)
})

test('a body over 100 kB is refused; an upload has its own limit', async () => {
  expect(verdict(await product.fill(`"${'x'.repeat(110_000)}"`))).toEqual([413, 'body-too-large'])
  const send = (bytes: number, type = 'image/png') =>
    product.server.inject({
      method: 'POST',
      url: '/v1/pictures',
      payload: Buffer.alloc(bytes),
      headers: { 'content-type': type, ...product.as('customer') },
    })
  expect((await send(200_000)).json()).toEqual({ bytes: 200_000 })
  expect(verdict(await send(400_000))).toEqual([413, 'body-too-large'])
  expect(verdict(await send(10, 'image/svg+xml'))).toEqual([415, 'media-type-refused'])
})

test('the harmless text of an escape is a text like any other', async () => {
  const answer = await product.fill(String.raw`{"id":"\\u0000\\ud800","size":3}`)
  expect(answer.json().errors[0]).toMatchObject({ in: 'body', pointer: '/id' })
})

test('an id in upper case is the same id, in path and body', async () => {
  const answer = await product.fill(
    { id: ID.toUpperCase(), size: 3 },
    {},
    `/v1/cups/${ID.toUpperCase()}`,
  )
  expect(answer.statusCode).toBe(200)
})
