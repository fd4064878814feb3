import { Validator } from '@seriousme/openapi-schema-validator'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { frontDoors } from '../src/front-doors/index.ts'
import { type TestEngine, testEngine } from './engine.ts'
import { type TestServer, testServer } from './server.ts'

/** The whole `/openapi.json`, as programs read it. */
interface Response {
  readonly headers: Record<string, object>
  readonly content: Record<string, { schema: object; example?: unknown }>
}
interface Operation {
  readonly operationId: string
  readonly security: Record<string, string[]>[]
  readonly parameters: { name: string; in: string; required: boolean }[]
  readonly requestBody?: Pick<Response, 'content'>
  readonly responses: Record<string, Response>
}
interface Document {
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: {
    readonly schemas: Record<string, object>
    readonly responses: Record<string, Response>
  }
}

let engine: TestEngine
let product: TestServer
let sent: Document
/** The same with its responses in place. */
let document: Document
beforeAll(async () => {
  engine = await testEngine()
  product = await testServer(engine)
  sent = (await product.anyone<Document>('GET', '/openapi.json')).body
  document = withResponses(sent)
})
afterAll(() => engine.close())

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  )

test('it is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(sent)))
  expect([valid, errors]).toEqual([true, undefined])
})

test('each operation has a name of its own that can be said aloud', () => {
  const names = operations().map(({ operationId }) => operationId)
  expect(names.filter((name) => !/^[a-z]+[A-Za-z]{3,40}$/.test(name))).toEqual([])
  expect(new Set(names).size).toBe(names.length)
  expect(names).toEqual(
    expect.arrayContaining(['getMe', 'openRestaurant', 'bookTable', 'startPayment']),
  )
})

test('what anyone may call also takes a session, since the answer may depend on who asks', () => {
  const me = document.paths['/v1/me']?.get
  const everybody = [{}, { session: [] }, { bearer: [] }]
  expect(me?.security).toEqual(everybody)
  expect(document.paths['/v1/auth/sign-out']?.post?.security).toEqual(everybody)
  for (const { path, security } of operations())
    expect([path, security.some(({ bearer }) => bearer)]).toEqual([path, true])
})

test('bodies and answers are named, and written once', () => {
  const { schemas } = document.components
  expect(Object.keys(schemas).length).toBeGreaterThan(80)
  for (const name of ['Money', 'Booking', 'Order', 'Payment', 'Store', 'BookingPage', 'Problem'])
    expect(Object.keys(schemas)).toContain(name)
  for (const { operationId, requestBody, responses } of operations())
    for (const { content } of [requestBody, ...Object.values(responses)].filter((it) => !!it))
      for (const { schema } of Object.values(content))
        expect([operationId, 'properties' in schema]).toEqual([operationId, false])
})

test('what makes something answers 201, and what it made is found at its address', async () => {
  const owner = await product.owner()
  const draft = { name: '맛있는 집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const made = await owner<{ id: string }>('POST', '/v1/restaurants', draft)
  expect(made.status).toBe(201)
  expect(made.headers.location).toBe(`/v1/restaurants/${made.body.id}`)
  expect((await owner('GET', `${made.headers.location}`)).status).toBe(200)
  const created = operations().filter(({ responses }) => responses['201'])
  expect(created.length).toBeGreaterThan(12)
  for (const { responses } of created) expect(responses['200']).toBeUndefined()
  // At the paths of old, answers are as their callers expect.
  expect(document.paths['/timetable/create/{shopId}']?.post?.responses['200']).toBeDefined()
})

test('responses declare their headers, as they are sent', async () => {
  const usual = ['X-Request-Id', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset']
  for (const { operationId, responses } of operations())
    for (const [status, { headers }] of Object.entries(responses)) {
      expect([operationId, status, Object.keys(headers)]).toEqual([
        operationId,
        status,
        expect.arrayContaining(usual),
      ])
      if (status === '429' || status === '503') expect(headers).toHaveProperty('Retry-After')
      if (status === '401') expect(headers).toHaveProperty('WWW-Authenticate')
    }
})

test('an example fits its schema', () => {
  const { schemas } = document.components
  let checked = 0
  for (const { operationId, requestBody, responses } of operations())
    for (const { content } of [requestBody, ...Object.values(responses)].filter((it) => !!it))
      for (const { schema, example } of Object.values(content)) {
        if (example === undefined) continue
        checked += 1
        const errors = Compile(resolved(schema, schemas) as never).Errors(example)
        expect([operationId, example, errors]).toEqual([operationId, example, []])
      }
  expect(checked).toBeGreaterThan(100)
})

test('an account is deleted with every problem declared', () => {
  const { responses = {} } = document.paths['/v1/me']?.delete ?? {}
  const said = JSON.stringify(Object.values(responses))
  for (const code of ['wallet-not-empty', 'payment-in-progress', 'still-selling', 'password-wrong'])
    expect(said).toContain(code)
})

test('what front doors add to answers of the house is declared there, at endpoints that exist', () => {
  for (const { name, answers = {} } of frontDoors)
    for (const [endpoint, problems] of Object.entries(answers)) {
      const found = operations().find(({ operationId }) => operationId === endpoint)
      const said = JSON.stringify(Object.values(found?.responses ?? {}))
      for (const { type } of problems) expect(said, `${name} ${endpoint}`).toContain(`"${type}"`)
    }
})

function withResponses(given: Document): Document {
  const copy = structuredClone(given)
  for (const methods of Object.values(copy.paths))
    for (const { responses } of Object.values(methods))
      for (const [status, response] of Object.entries(responses)) {
        const { $ref } = response as { $ref?: string }
        const named = given.components.responses[$ref?.split('/').at(-1) ?? '']
        if (named) responses[status] = named
      }
  return copy
}

/** A schema with its references replaced. */
function resolved(schema: unknown, schemas: Record<string, object>): unknown {
  if (Array.isArray(schema)) return schema.map((one) => resolved(one, schemas))
  if (typeof schema !== 'object' || schema === null) return schema
  const { $ref } = schema as { $ref?: string }
  if ($ref) return resolved(schemas[$ref.split('/').at(-1) ?? ''], schemas)
  return Object.fromEntries(
    Object.entries(schema).map(([word, value]) => [word, resolved(value, schemas)]),
  )
}
