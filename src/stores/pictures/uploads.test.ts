import { readFile } from 'node:fs/promises'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import { openRestaurant } from '../../front-doors/dining/restaurant.fixture.ts'

let engine: TestEngine
let house: TestServer
let owner: Person
let url: string
/** 59 million pixels of a camera, and 58 million in 1.2 kB of AVIF. */
let camera: Buffer
let bomb: Buffer

beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  owner = await house.owner()
  url = `/v1/stores/${await openRestaurant(owner)}/pictures?alt=`
  const sixtyMillion = { width: 7700, height: 7700, channels: 3, background: '#c96' } as const
  camera = await sharp({ create: sixtyMillion }).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  bomb = await readFile(new URL('./bomb.fixture.avif', import.meta.url))
}, 120_000)
afterAll(async () => {
  await house.server.close()
  await engine.close()
})

const upload = (by: Person, bytes: Buffer, type = 'image/jpeg', to = url) =>
  by('POST', to, bytes, { 'content-type': type })

/** Of the processes that this one has started, the most memory that one has used, in MB. */
async function decoderPeak(): Promise<number> {
  const read = (path: string) => readFile(path, 'utf8').catch(() => '')
  const children = (await read(`/proc/self/task/${process.pid}/children`)).trim().split(' ')
  const peaks = await Promise.all(
    children.map(async (pid) => {
      if (!(await read(`/proc/${pid}/cmdline`)).includes('decoder-process')) return 0
      return Number(/VmHWM:\s+(\d+)/.exec(await read(`/proc/${pid}/status`))?.[1]) / 1024
    }),
  )
  return Math.max(0, ...peaks)
}

test('an upload to another’s store is refused before its body is read', async () => {
  const stranger = await house.owner('남')
  await house.server.listen({ port: 0 })
  const { port } = house.server.server.address() as AddressInfo
  const answer = Promise.withResolvers<number | undefined>()
  // Only the head is sent: an answer can come only from who does not wait for the body.
  const sent = request(
    {
      port,
      path: url,
      method: 'POST',
      headers: {
        authorization: stranger.authorization,
        'content-type': 'image/avif',
        'content-length': bomb.length,
      },
    },
    (response) => answer.resolve(response.statusCode),
  )
  sent.on('error', () => {})
  sent.flushHeaders()
  expect(await answer.promise).toBe(404)
  sent.destroy()
  for (const [by, status] of [
    [stranger, 404],
    [await house.customer(), 403],
    [house.anyone, 401],
  ] as const)
    expect((await upload(by, bomb, 'image/avif')).status).toBe(status)
  expect(await decoderPeak()).toBe(0)
}, 30_000)

test('a tiny file of 60 million pixels that would take a gigabyte is refused by its header', async () => {
  expect(bomb.length).toBeLessThan(10_000)
  const refused = await upload(owner, bomb, 'image/avif')
  expect(refused).toMatchObject({
    status: 422,
    body: { type: expect.stringMatching(/image-too-large$/), width: 7600, height: 7600 },
  })
})

test('60 million pixels of a camera cost at most 400 MB, and signing in goes on meanwhile', async () => {
  const signUp = async () => {
    const began = performance.now()
    await house.customer()
    return performance.now() - began
  }
  const alone = [await signUp(), await signUp(), await signUp()]
  let isDecoding = true
  const uploaded = Promise.all([upload(owner, camera), upload(owner, camera)]).finally(() => {
    isDecoding = false
  })
  const times: number[] = []
  while (isDecoding) times.push(await signUp())
  for (const { status, body } of await uploaded) {
    expect(status).toBe(201)
    expect(body).toMatchObject({ width: 1600, height: 1600 })
  }
  expect(times.length).toBeGreaterThan(1)
  const median = (of: number[]) => of.toSorted((a, b) => a - b)[of.length >> 1] ?? 0
  expect(median(times)).toBeLessThan(4 * median(alone))
  const peak = await decoderPeak()
  expect(peak).toBeGreaterThan(50)
  expect(peak).toBeLessThan(400)
}, 120_000)

test('of a hundred concurrent uploads by one account, a few are processed and the rest refused as busy', async () => {
  const photo = await sharp({
    create: { width: 600, height: 400, channels: 3, background: '#c96' },
  })
    .jpeg()
    .toBuffer()
  const other = await house.owner('다른 사장')
  const theirs = `/v1/stores/${await openRestaurant(other)}/pictures?alt=`
  const all = Promise.all(Array.from({ length: 100 }, () => upload(owner, photo)))
  // One account's flood keeps nobody else out.
  const [answers, another] = await Promise.all([all, upload(other, photo, 'image/jpeg', theirs)])
  expect(another.status).toBe(201)
  const refused = answers.filter(({ status }) => status === 503)
  const added = answers.filter(({ status }) => status === 201)
  expect(added.length).toBeGreaterThanOrEqual(4) // more, as the first are answered
  expect(refused.length).toBeGreaterThan(80)
  expect(added.length + refused.length).toBe(100)
  for (const { body, headers } of refused) {
    expect(body.type).toMatch(/pictures-busy$/)
    expect(headers['retry-after']).toBeDefined()
  }
  expect((await upload(owner, photo)).status).toBe(201)
}, 120_000)

test('what is no picture is refused, and the next one is read by the same decoder', async () => {
  const cut = camera.subarray(0, camera.length / 2)
  for (const [bytes, type] of [
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/png'],
    [Buffer.from('GIF89a'), 'image/webp'],
    [cut, 'image/jpeg'],
  ] as const) {
    const { status, body } = await upload(owner, bytes, type)
    expect([status, body.type?.split('/').at(-1)]).toEqual([422, 'image-unreadable'])
  }
}, 120_000)
