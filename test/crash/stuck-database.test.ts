import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  endHouses,
  type House,
  newSite,
  openHouse,
  removeSite,
  type Site,
} from '../end-to-end/house.ts'
import { type Gate, openGate, type Said } from './gate.ts'
import { type Cluster, openCluster } from './postgres.ts'
import { openProxy } from './proxy.ts'

// Two servers whose database does not go away, but does not answer: somebody holds a lock, a server
// stands still in a transaction, the network swallows everything, nothing can be written.

let cluster: Cluster
let sites: Site[]
let houses: readonly [House, House]
let gate: Gate
let disk: string | undefined
beforeAll(async () => {
  disk = smallDisk()
  ;[cluster, sites] = await Promise.all([openCluster(disk), Promise.all([newSite(), newSite()])])
  const environment = { DATABASE_URL: cluster.url, JARI_SECRET: 'the same for both' }
  const [first, second] = sites as [Site, Site]
  houses = [await openHouse(first, environment), await openHouse(second, environment)]
  gate = await openGate(houses[0])
}, 420_000)
afterAll(async () => {
  gate?.close()
  for (const { process } of houses ?? []) process.kill('SIGCONT')
  await endHouses()
  await cluster?.close()
  await Promise.all((sites ?? []).map(removeSite))
  if (disk) {
    execFileSync('umount', [disk])
    rmdirSync(disk)
  }
}, 60_000)

/** A disk that can be filled without harm to others; undefined where nobody may mount one. */
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

const isReady = async (house: House) => (await gate.get(house, '/readyz')).status === 200

async function until(what: string, is: () => Promise<boolean>, withinMs = 15_000): Promise<number> {
  const from = performance.now()
  while (!(await is())) {
    if (performance.now() - from > withinMs) throw new Error(`${what}: not within ${withinMs} ms`)
    await pause(100)
  }
  return performance.now() - from
}

const timed = async (work: Promise<Said>) => {
  const from = performance.now()
  const said = await work
  return { ...said, ms: performance.now() - from }
}

const refusal = { status: 503, retryAfter: '1' }

test('a place whose row is held: who wants it is told to come again, and nobody else notices', async () => {
  const id = await gate.makeTimetable(100)
  await gate.reserve(houses[0], 'makes-a-place', id)
  const holder = await cluster.session()
  await holder.query('begin')
  await holder.query('select from places for update')
  const asked = Array.from({ length: 30 }, (_, n) =>
    timed(gate.reserve(houses[n % 2] as House, `stuck-${n}`, id)),
  )
  await pause(300)
  for (const house of houses) {
    const from = performance.now()
    expect(await isReady(house)).toBe(true)
    expect((await gate.get(house, '/v1/shops')).status).toBe(200)
    expect(performance.now() - from).toBeLessThan(1_500)
  }
  const refused = await Promise.all(asked)
  await holder.end()
  for (const { ms, ...said } of refused) {
    expect(said).toMatchObject({ ...refusal, body: { type: expect.stringContaining('/busy') } })
    expect(ms).toBeLessThan(9_000)
  }
  const again = await Promise.all(asked.map((_, n) => gate.reserve(houses[1], `stuck-${n}`, id)))
  expect(again.every(({ status, body }) => status === 200 && body === true)).toBe(true)
}, 60_000)

test('a server that stands still in a transaction keeps a store from the others for seconds', async () => {
  const id = await gate.makeTimetable(100)
  await gate.reserve(houses[0], 'makes-the-place', id)
  const holder = await cluster.session()
  await holder.query('begin')
  await holder.query('select from places for update')
  const asked = gate.reserve(houses[0], 'frozen', id)
  await pause(300)
  houses[0].process.kill('SIGSTOP')
  await holder.end() // its backend gets the lock now, and nobody is there to go on
  let n = 0
  const took = await until('the other sells', async () => {
    const { status } = await gate.reserve(houses[1], `other-${n++}`, id)
    return status === 200
  })
  expect(took).toBeLessThan(9_000)
  houses[0].process.kill('SIGCONT')
  const { status } = await asked
  expect([200, 503]).toContain(status)
  expect(await gate.reserve(houses[0], 'frozen', id)).toMatchObject({ status: 200, body: true })
  expect(houses[0].process.exitCode).toBe(null)
}, 60_000)

test('a database that goes silent: everybody is answered within ten seconds, and it goes on by itself', async () => {
  const id = await gate.makeTimetable(1000)
  const buying = new AbortController()
  const slow: number[] = []
  const statuses = new Set<number>()
  const buyers = Array.from({ length: 20 }, async (_, buyer) => {
    for (let n = 0; !buying.signal.aborted; n++) {
      const { status, ms } = await timed(
        gate.reserve(houses[buyer % 2] as House, `silent-${buyer}-${n}`, id),
      )
      statuses.add(status)
      slow.push(ms)
      if (status !== 200) await pause(100)
    }
  })
  await pause(500)
  cluster.proxy.fallSilent()
  const noticed = await until('not ready', async () => !(await isReady(houses[0])))
  expect(noticed).toBeLessThan(4_000)
  await pause(12_000)
  expect(await isReady(houses[0])).toBe(false)
  cluster.proxy.speak()
  const back = await until('a claim', async () => {
    const said = await gate.reserve(houses[0], crypto.randomUUID(), id)
    return said.status === 200
  })
  expect(back).toBeLessThan(6_000)
  await until('ready', async () => (await isReady(houses[0])) && (await isReady(houses[1])))
  buying.abort()
  await Promise.all(buyers)
  expect([...statuses].sort()).toEqual([200, 503])
  expect(Math.max(...slow)).toBeLessThan(10_000)
  expect(houses.map(({ process }) => process.exitCode)).toEqual([null, null])
}, 90_000)

test('a server that starts before its database waits for it, and says so', async () => {
  const early = await openProxy(1) // where nobody listens
  const site = await newSite()
  const url = new URL(cluster.url)
  url.port = `${early.port}`
  const opening = openHouse(site, { DATABASE_URL: url.href, JARI_SECRET: 'the same for both' })
  await until('tries again', async () => early.visits() > 1, 60_000)
  early.to(cluster.proxy.port)
  const house = await opening
  expect(house.printed()).toMatch(/^Waiting for the database .*, for a minute at most/)
  expect(await isReady(house)).toBe(true)
  await house.end('SIGKILL')
  await removeSite(site)
  await early.close()
}, 120_000)

test('where the disk is full, nobody is told that we are ready', async (context) => {
  if (!disk) return context.skip('only root on Linux may mount a small disk')
  const filler = join(disk, 'filler')
  await writeFile(filler, Buffer.alloc(1 << 20))
  await expect(
    (async () => {
      for (;;) await writeFile(filler, Buffer.alloc(1 << 20), { flag: 'a' })
    })(),
  ).rejects.toMatchObject({ code: 'ENOSPC' })
  await until('not ready', async () => !(await isReady(houses[0])))
  await rm(filler)
  await until('ready', () => isReady(houses[0]))
}, 60_000)

test('on a standby we are not ready, and what would write is refused; on the primary all goes on', async () => {
  const id = await gate.makeTimetable(10)
  await cluster.addStandby()
  cluster.leadToStandby()
  cluster.proxy.cut()
  await until('not ready', async () => !(await isReady(houses[0])))
  expect(await gate.reserve(houses[0], 'on-a-standby', id)).toMatchObject(refusal)
  cluster.leadToPrimary()
  cluster.proxy.cut()
  await until('ready', () => isReady(houses[0]))
  expect(await gate.reserve(houses[0], 'on-a-standby', id)).toMatchObject({ body: true })
}, 60_000)
