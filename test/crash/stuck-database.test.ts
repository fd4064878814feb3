import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  newSite,
  type Product,
  removeSite,
  type Site,
  startProduct,
  stopProducts,
} from '../end-to-end/product.ts'
import { type Gate, type GateAnswer, openGate } from './gate.ts'
import { type Cluster, openCluster } from './postgres.ts'
import { openProxy } from './proxy.ts'

// Two servers whose database stays up but does not answer: a held lock, a server frozen in a
// transaction, a silent network, a full disk.

let cluster: Cluster
let sites: Site[]
let products: readonly [Product, Product]
let gate: Gate
let disk: string | undefined
beforeAll(async () => {
  disk = smallDisk()
  ;[cluster, sites] = await Promise.all([openCluster(disk), Promise.all([newSite(), newSite()])])
  const environment = { DATABASE_URL: cluster.url, JARI_SECRET: 'the same for both' }
  const [first, second] = sites as [Site, Site]
  products = [await startProduct(first, environment), await startProduct(second, environment)]
  gate = await openGate(products[0])
}, 420_000)
afterAll(async () => {
  gate?.close()
  for (const { process } of products ?? []) process.kill('SIGCONT')
  await stopProducts()
  await cluster?.close()
  await Promise.all((sites ?? []).map(removeSite))
  if (disk) {
    execFileSync('umount', [disk])
    rmdirSync(disk)
  }
}, 60_000)

/** A small disk that may be filled; undefined where mounting is not allowed. */
function smallDisk(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'jari-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', folder], { stdio: 'ignore' })
    return folder
  } catch {
    rmdirSync(folder)
    return undefined
  }
}

const isReady = async (product: Product) => (await gate.get(product, '/readyz')).status === 200

async function until(what: string, is: () => Promise<boolean>, withinMs = 15_000): Promise<number> {
  const from = performance.now()
  while (!(await is())) {
    if (performance.now() - from > withinMs) throw new Error(`${what}: not within ${withinMs} ms`)
    await pause(100)
  }
  return performance.now() - from
}

const timed = async (work: Promise<GateAnswer>) => {
  const from = performance.now()
  const answer = await work
  return { ...answer, ms: performance.now() - from }
}

const refusal = { status: 503, retryAfter: '1' }

test('while a row is locked, claims on it are told to retry, and others are not affected', async () => {
  const id = await gate.makeTimetable(100)
  await gate.reserve(products[0], 'makes-a-place', id)
  const holder = await cluster.session()
  await holder.query('begin')
  await holder.query('select from places for update')
  const asked = Array.from({ length: 30 }, (_, n) =>
    timed(gate.reserve(products[n % 2] as Product, `stuck-${n}`, id)),
  )
  await pause(300)
  for (const product of products) {
    const from = performance.now()
    expect(await isReady(product)).toBe(true)
    expect((await gate.get(product, '/v1/shops')).status).toBe(200)
    expect(performance.now() - from).toBeLessThan(1_500)
  }
  const refused = await Promise.all(asked)
  await holder.end()
  for (const { ms, ...answer } of refused) {
    expect(answer).toMatchObject({ ...refusal, body: { type: expect.stringContaining('/busy') } })
    expect(ms).toBeLessThan(9_000)
  }
  const again = await Promise.all(asked.map((_, n) => gate.reserve(products[1], `stuck-${n}`, id)))
  expect(again.every(({ status, body }) => status === 200 && body === true)).toBe(true)
}, 60_000)

test('a server frozen in a transaction blocks its store for seconds only', async () => {
  const id = await gate.makeTimetable(100)
  await gate.reserve(products[0], 'makes-the-place', id)
  const holder = await cluster.session()
  await holder.query('begin')
  await holder.query('select from places for update')
  const asked = gate.reserve(products[0], 'frozen', id)
  await pause(300)
  products[0].process.kill('SIGSTOP')
  await holder.end() // its backend gets the lock now, and no process continues
  let n = 0
  const took = await until('the other sells', async () => {
    const { status } = await gate.reserve(products[1], `other-${n++}`, id)
    return status === 200
  })
  expect(took).toBeLessThan(9_000)
  products[0].process.kill('SIGCONT')
  const { status } = await asked
  expect([200, 503]).toContain(status)
  expect(await gate.reserve(products[0], 'frozen', id)).toMatchObject({ status: 200, body: true })
  expect(products[0].process.exitCode).toBe(null)
}, 60_000)

test('when the database goes silent every request is answered within ten seconds, and service resumes', async () => {
  const id = await gate.makeTimetable(1000)
  const buying = new AbortController()
  const slow: number[] = []
  const statuses = new Set<number>()
  const buyers = Array.from({ length: 20 }, async (_, buyer) => {
    for (let n = 0; !buying.signal.aborted; n++) {
      const { status, ms } = await timed(
        gate.reserve(products[buyer % 2] as Product, `silent-${buyer}-${n}`, id),
      )
      statuses.add(status)
      slow.push(ms)
      if (status !== 200) await pause(100)
    }
  })
  await pause(500)
  cluster.proxy.goSilent()
  const noticed = await until('not ready', async () => !(await isReady(products[0])))
  expect(noticed).toBeLessThan(4_000)
  await pause(12_000)
  expect(await isReady(products[0])).toBe(false)
  cluster.proxy.resume()
  const back = await until('a claim', async () => {
    const answer = await gate.reserve(products[0], crypto.randomUUID(), id)
    return answer.status === 200
  })
  expect(back).toBeLessThan(6_000)
  await until('ready', async () => (await isReady(products[0])) && (await isReady(products[1])))
  buying.abort()
  await Promise.all(buyers)
  expect([...statuses].sort()).toEqual([200, 503])
  expect(Math.max(...slow)).toBeLessThan(10_000)
  expect(products.map(({ process }) => process.exitCode)).toEqual([null, null])
}, 90_000)

test('a server that starts before its database waits for it, and says so', async () => {
  const early = await openProxy(1) // no server listens there
  const site = await newSite()
  const url = new URL(cluster.url)
  url.port = `${early.port}`
  const opening = startProduct(site, { DATABASE_URL: url.href, JARI_SECRET: 'the same for both' })
  await until('tries again', async () => early.connections() > 1, 60_000)
  early.to(cluster.proxy.port)
  const product = await opening
  expect(product.printed()).toMatch(/^Waiting for the database .*, for a minute at most/)
  expect(await isReady(product)).toBe(true)
  await product.end('SIGKILL')
  await removeSite(site)
  await early.close()
}, 120_000)

test('with a full disk /readyz is 503', async (context) => {
  if (!disk) return context.skip('only root on Linux may mount a small disk')
  const filler = join(disk, 'filler')
  await writeFile(filler, Buffer.alloc(1 << 20))
  await expect(
    (async () => {
      for (;;) await writeFile(filler, Buffer.alloc(1 << 20), { flag: 'a' })
    })(),
  ).rejects.toMatchObject({ code: 'ENOSPC' })
  await until('not ready', async () => !(await isReady(products[0])))
  await rm(filler)
  await until('ready', () => isReady(products[0]))
}, 60_000)

test('on a standby /readyz is 503 and writes are refused; on the primary service resumes', async () => {
  const id = await gate.makeTimetable(10)
  await cluster.addStandby()
  cluster.pointToStandby()
  cluster.proxy.cut()
  await until('not ready', async () => !(await isReady(products[0])))
  expect(await gate.reserve(products[0], 'on-a-standby', id)).toMatchObject(refusal)
  cluster.pointToPrimary()
  cluster.proxy.cut()
  await until('ready', () => isReady(products[0]))
  expect(await gate.reserve(products[0], 'on-a-standby', id)).toMatchObject({ body: true })
}, 60_000)
