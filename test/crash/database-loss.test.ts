import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { audit } from '../../src/audit/audit.ts'
import { connect } from '../../src/postgres/database.ts'
import {
  newSite,
  type Product,
  removeSite,
  type Site,
  startProduct,
  stopProducts,
} from '../end-to-end/product.ts'
import { type Gate, openGate } from './gate.ts'
import { type Cluster, openCluster } from './postgres.ts'

// Three servers, started as a user does, sell under load while their database is taken away.

let cluster: Cluster
let sites: Site[]
let products: Product[]
let gate: Gate
beforeAll(async () => {
  ;[cluster, sites] = await Promise.all([
    openCluster(),
    Promise.all([newSite(), newSite(), newSite()]),
  ])
  const environment = {
    DATABASE_URL: cluster.url,
    JARI_SECRET: 'the same for all three',
    JARI_CONNECTIONS: '6',
  }
  const open = (site: Site) => startProduct(site, environment)
  const [first, ...others] = sites as [Site, ...Site[]]
  products = [await open(first)] // it makes the accounts
  products.push(...(await Promise.all(others.map(open))))
  gate = await openGate(products[0] as Product)
}, 420_000)
afterAll(async () => {
  gate?.close()
  await stopProducts()
  await cluster?.close()
  await Promise.all((sites ?? []).map(removeSite))
}, 60_000)

const BUYERS = 12
const PLACES = 100_000

interface Answered {
  readonly key: string
  readonly got: boolean
  readonly at: number
}

/** Buyers who each claim a place, and the next on an answer; they retry when told to. */
function startBuying(timetableIds: readonly string[]) {
  const known: Answered[] = []
  const wrong: unknown[] = []
  const stop = new AbortController()
  const buy = async (buyer: number) => {
    for (let n = 0; !stop.signal.aborted; n++) {
      const key = `buyer-${buyer}-${n}`
      for (let tries = 0; ; tries++) {
        const product = products[(buyer + tries) % products.length] as Product
        const id = timetableIds[(buyer + n) % timetableIds.length] as string
        const { status, body, retryAfter } = await gate.reserve(product, key, id)
        if (status === 200) {
          known.push({ key: `${key} ${id}`, got: body === true, at: performance.now() })
          break
        }
        const mayRepeat = status === 503 ? retryAfter !== undefined : status === 409 || status === 0
        if (!mayRepeat) wrong.push({ status, body })
        if (tries > 600) wrong.push({ key, status, body, tries })
        if (!mayRepeat || tries > 600) break
        await pause(50)
      }
    }
  }
  const buying = Promise.all(Array.from({ length: BUYERS }, (_, at) => buy(at)))
  return {
    known,
    wrong,
    /** Time until the next claim that begins now succeeds. */
    async nextMs() {
      const from = performance.now()
      const count = known.length
      while (known.length < count + BUYERS + 1) {
        if (performance.now() - from > 30_000) throw new Error('nobody gets a place any more')
        await pause(5)
      }
      return (known[count + BUYERS] as Answered).at - from
    },
    async stop() {
      stop.abort()
      await buying
    },
  }
}

/** Terminates backends of the servers. @returns how many */
const terminate = async (which: string, most = 1): Promise<number> => {
  const ended = await cluster.administer<{ ended: boolean }>(
    `select pg_terminate_backend(pid) as ended
       from (select pid from pg_stat_activity where ${which} order by random() limit ${most}) as s`,
  )
  return ended.length
}

/** Locks the places, so that claims wait in open transactions. */
async function inOpenTransactions(work: () => Promise<unknown>): Promise<void> {
  const holder = await cluster.session()
  await holder.query('begin')
  await holder.query('select from places order by id for update')
  const open = () =>
    cluster.administer<{ open: number }>(
      `select count(*)::integer as open from pg_stat_activity
        where application_name = 'jari' and wait_event_type = 'Lock'`,
    )
  await expect.poll(async () => (await open())[0]?.open, { timeout: 10_000 }).toBeGreaterThan(0)
  await work()
  await holder.end()
}

const waiting = "application_name = 'jari' and wait_event_type = 'Lock'"
const idle = "application_name = 'jari' and state = 'idle'"
const listening = "application_name = 'jari listen'"

const losses: readonly { readonly name: string; lose(): Promise<unknown> }[] = [
  ...Array.from({ length: 6 }, () => ({
    name: 'one in an open transaction',
    lose: () => inOpenTransactions(() => terminate(waiting)),
  })),
  { name: 'an idle one', lose: () => terminate(idle) },
  { name: 'all idle ones', lose: () => terminate(idle, 100) },
  { name: 'one that listens', lose: () => terminate(listening) },
  { name: 'all that listen', lose: () => terminate(listening, 100) },
  ...Array.from({ length: 3 }, () => ({
    name: 'all of them',
    lose: () => terminate("application_name like 'jari%'", 1000),
  })),
  ...(['fast', 'immediate', 'fast', 'immediate'] as const).map((mode) => ({
    name: `restart ${mode}`,
    lose: () => cluster.restart(mode),
  })),
  {
    name: 'restart fast, in open transactions',
    lose: () => inOpenTransactions(() => cluster.restart('fast')),
  },
  {
    name: 'restart immediate, in open transactions',
    lose: () => inOpenTransactions(() => cluster.restart('immediate')),
  },
  { name: 'a restart with a standby to follow', lose: () => cluster.addStandby() },
  { name: 'promotion of the standby', lose: () => cluster.failOver() },
]

test('the database is lost twenty times under load: no server exits, no answer is wrong', async () => {
  const ids = [await gate.makeTimetable(PLACES), await gate.makeTimetable(PLACES)]
  const buying = startBuying(ids)
  await buying.nextMs()
  const took: Record<string, number> = {}
  for (const { name, lose } of losses) {
    await lose()
    const ms = await buying.nextMs()
    took[name] = Math.max(took[name] ?? 0, Math.round(ms))
    expect(products.map(({ process }) => process.exitCode ?? process.signalCode)).toEqual([
      null,
      null,
      null,
    ])
  }
  await buying.stop()
  expect(buying.wrong).toEqual([])

  const got = buying.known.filter((one) => one.got)
  const database = connect(cluster.url, { connections: 2 })
  const [sold] = await cluster.administer<{ taken: number; keys: number }>(
    `select (select sum(capacity - remaining)::integer from places where key like 'timetable/%') as taken,
            (select count(*)::integer from idempotency_keys where key like 'buyer-%') as keys`,
  )
  expect(sold).toEqual({ taken: got.length, keys: buying.known.length })
  const sample = got.filter((_, at) => at % Math.ceil(got.length / 200) === 0)
  for (const { key } of sample) {
    const [name = '', id = ''] = key.split(' ')
    expect(await gate.reserve(products[2] as Product, name, id)).toMatchObject({
      status: 200,
      body: true,
    })
  }
  const findings = await audit(database)
  expect(findings.filter(({ violations }) => violations.length > 0)).toEqual([])
  await database.close()
  for (const [name, ms] of Object.entries(took)) expect(ms, name).toBeLessThan(3_000)
}, 420_000)
