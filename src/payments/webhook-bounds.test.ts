import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import {
  expectSound,
  givenHeld,
  merchantIdOf,
  press,
  standing,
  start,
  tick,
} from '../../test/paying.ts'
import { type TestServer, testServer } from '../../test/server.ts'
import { makeEngine } from '../engine.ts'
import { frontDoors } from '../front-doors/index.ts'
import { gatewaysAt } from '../gateways/gateways.ts'
import { sql } from '../postgres/sql.ts'
import { removeOldWebhooks } from './webhook.ts'

// Bounds on what unsigned webhooks cost the database and the gateways: anybody can post them.
let engine: TestEngine
let app: TestServer
/** Paths of all gateway calls. */
let calls: string[] = []
/** While set, gateway replies wait for it. */
let silence: Promise<unknown> | undefined
beforeAll(async () => {
  engine = await testEngine()
  const counting: typeof fetch = async (address, init) => {
    calls.push(new URL(String(address)).pathname)
    await silence
    return fetch(address, init)
  }
  const patient = { timeoutMs: 60_000, isReached: false }
  const gateways = gatewaysAt(engine.sandboxUrl, { fetch: counting, ...patient })
  engine = { ...engine, ...makeEngine({ ...engine, doors: frontDoors, gateways }) }
  app = await testServer(engine)
})
beforeEach(async () => {
  await tick(engine)
  calls = []
})
afterAll(async () => {
  await expectSound(engine)
  await engine.close()
})

const postToss = (orderId: string, id: string = engine.newId(), more: object = {}) =>
  app.anyone(
    'POST',
    '/v1/webhooks/toss',
    { eventType: 'PAYMENT_STATUS_CHANGED', data: { orderId, status: 'DONE' }, ...more },
    { 'tosspayments-webhook-transmission-id': id },
  )
const postPortOne = (body: object) => app.anyone('POST', '/v1/webhooks/portone-v1', body)

const kept = () =>
  engine.database.one<{ count: number; bytes: number }>(
    sql`select count(*)::integer as count,
               coalesce(sum(pg_column_size(w)), 0)::integer as bytes from webhook_events w`,
  )
const times = <Answer>(count: number, make: (at: number) => Promise<Answer>) =>
  Promise.all(Array.from({ length: count }, (_, at) => make(at)))
const lookupsAt = (prefix: string) => calls.filter((path) => path.startsWith(prefix)).length
/** By default vitest gives up after a second, which a busy machine needs for one round. */
const PATIENT = { timeout: 20_000 }
const settle = () => new Promise((resolve) => setTimeout(resolve, 300))

test('300 posts of 90 KB that name no payment of ours leave no row, and call no gateway', async () => {
  const before = await kept()
  const padding = 'x'.repeat(90_000)
  const answers: { status: number }[] = []
  // Thirty at a time: 300 at once wait for connections so long on a busy machine that some are told to come back.
  for (let part = 0; part < 10; part += 1)
    answers.push(
      ...(await times(30, (at) =>
        at % 2
          ? postToss(`nobody-${part}-${at}`, `${part}-${at}`, { padding })
          : postPortOne({ imp_uid: `imp_${at}`, merchant_uid: `nobody-${at}`, status: padding }),
      )),
    )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  await settle()
  expect(await kept()).toEqual(before)
  expect(calls).toEqual([])
})

test('60 forged webhooks about one payment make one look-up now, and one more later', async () => {
  const before = await kept()
  const held = await givenHeld(engine)
  const view = await start(engine, held, { gateway: 'toss' })
  calls = []
  const merchantId = await merchantIdOf(engine, view)
  const answers = await times(60, () => postToss(merchantId))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  await settle()
  await tick(engine)
  expect(lookupsAt('/v1/payments')).toBe(1)
  expect((await kept()).count - before.count).toBeLessThanOrEqual(2)

  // The last one is not lost: it is looked up after the debounce.
  await postToss(merchantId)
  await engine.advance(11)
  await tick(engine)
  expect(lookupsAt('/v1/payments')).toBe(2)
})

test('the stored fields of a webhook are bounded', async () => {
  const held = await givenHeld(engine)
  const view = await start(engine, held, { gateway: 'portone-v1' })
  const before = await kept()
  const long = '결제'.repeat(5_000)
  const body = {
    imp_uid: long,
    merchant_uid: await merchantIdOf(engine, view),
    status: long,
    cancellation_id: long,
  }
  expect((await postPortOne(body)).status).toBe(200)
  const { count, bytes } = await kept()
  expect(count - before.count).toBeLessThanOrEqual(1)
  expect(bytes - before.bytes).toBeLessThan(1_000)
})

test.each(['toss', 'portone-v1'])('%s: a NUL in a webhook is no server error', async (gateway) => {
  const before = await kept()
  const answers = [
    gateway === 'toss'
      ? await postToss('a\u0000b')
      : await postPortOne({ merchant_uid: 'a\u0000b' }),
    gateway === 'toss'
      ? await postToss('a', 'one', { eventType: 'b\u0000' })
      : await postPortOne({ merchant_uid: 'a', status: 'b\u0000' }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  expect(await kept()).toEqual(before)
})

test('a webhook reconciles the payments of its own gateway, and no other', async () => {
  const [mine, other] = [await givenHeld(engine), await givenHeld(engine)]
  const view = await start(engine, mine, { gateway: 'toss' })
  const foreign = await start(engine, other, { gateway: 'portone-v1' })
  await engine.database.run(sql`update payments set check_at = now() where id = ${foreign.id}`)
  calls = []
  await postToss(await merchantIdOf(engine, view))
  await vi.waitFor(() => expect(lookupsAt('/v1/payments')).toBe(1), PATIENT)
  await settle()
  expect(lookupsAt('/iamport')).toBe(0)
  await tick(engine)
})

test('a silent gateway has at most four concurrent reconciliations', async () => {
  const views = []
  for (let at = 0; at < 8; at++)
    views.push(await start(engine, await givenHeld(engine), { gateway: 'toss' }))
  calls = []
  let speak = () => {}
  silence = new Promise<void>((resolve) => {
    speak = resolve
  })
  for (const [at, view] of views.entries()) {
    await postToss(await merchantIdOf(engine, view))
    // Each of the first four has begun before the next comes: a run takes all that is due when it begins.
    const begun = Math.min(at + 1, 4)
    await vi.waitFor(() => expect(lookupsAt('/v1/payments')).toBe(begun), PATIENT)
  }
  await settle()
  expect(lookupsAt('/v1/payments')).toBe(4)
  speak()
  silence = undefined
  await vi.waitFor(async () => {
    await tick(engine)
    expect(lookupsAt('/v1/payments')).toBe(8)
  }, PATIENT)
}, 120_000)

test('a webhook is deleted after thirty days', async () => {
  const held = await givenHeld(engine)
  const view = await start(engine, held, { gateway: 'portone-v1' })
  await press(view, 'pay')
  await postPortOne({
    imp_uid: 'imp_1',
    merchant_uid: await merchantIdOf(engine, view),
    status: 'paid',
  })
  await vi.waitFor(async () => {
    await tick(engine)
    expect(await standing(engine, held)).toMatchObject({ status: 'paid' })
  }, PATIENT)
  const { count } = await kept()
  expect(count).toBeGreaterThan(0)
  await engine.advance(29 * 86_400)
  expect(await removeOldWebhooks(engine)).toBe(0)
  await engine.advance(2 * 86_400)
  expect(await removeOldWebhooks(engine)).toBe(count)
  expect(await kept()).toEqual({ count: 0, bytes: 0 })
})
