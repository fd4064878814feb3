import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeBus } from '../../src/events/bus.ts'
import { openListener } from '../../src/events/listener.ts'
import { LEASE_MS } from '../../src/postgres/bounds.ts'
import { connect } from '../../src/postgres/database.ts'
import { sql } from '../../src/postgres/sql.ts'
import { newSite, removeSite, startProduct, stopProducts } from '../end-to-end/product.ts'
import { type Cluster, openCluster } from './postgres.ts'

let cluster: Cluster
beforeEach(async () => {
  cluster = await openCluster()
})
afterEach(async () => {
  await stopProducts()
  await cluster.close()
})

test('with the addresses of a primary and a standby, writes go to the primary, and after a failover to the new one', async () => {
  await cluster.administer('create table kept (at serial)')
  await cluster.addStandby()
  const url = `${cluster.urlOfBoth()}?target_session_attrs=read-write`
  const database = connect(url, { connections: 4 })
  const write = () => database.transaction((tx) => tx.run(sql`insert into kept default values`))
  try {
    await cluster.administer(
      "create or replace function clock_now() returns timestamptz language sql as 'select now()'",
    )
    for (let at = 0; at < 5; at += 1) await write()
    const listener = await openListener(url, makeBus(), ['main'], 5)
    expect(await listener.tryLock('duty')).toBe(true)
    await cluster.failOver()
    await expect
      .poll(
        () =>
          write().then(
            () => true,
            () => false,
          ),
        { timeout: 10_000 },
      )
      .toBe(true)
    await expect.poll(() => listener.tryLock('duty'), { timeout: 10_000 }).toBe(true)
    const [row] = await cluster.administer<{ n: number }>('select count(*)::integer as n from kept')
    expect(row?.n).toBeGreaterThanOrEqual(6)
    await listener.close()
  } finally {
    await database.close()
  }
}, 120_000)

test('a process that is frozen loses its exclusive work to another', async () => {
  const site = await newSite()
  const product = await startProduct(site, {
    DATABASE_URL: cluster.url,
    JARI_SECRET: 'one for all of them',
  })
  try {
    const held = async () => {
      const [row] = await cluster.administer<{ n: number }>(
        `select count(*)::integer as n from pg_locks l join pg_stat_activity using (pid)
          where l.locktype = 'advisory' and application_name = 'jari listen'
            and l.classid::bigint = hashtext('jari duty')::bigint & 4294967295`,
      )
      return row?.n
    }
    await expect.poll(held, { timeout: 10_000 }).toBeGreaterThan(0)
    const before = await held()
    product.process.kill('SIGSTOP')
    await pause(1_000)
    expect(await held()).toBe(before)
    await expect.poll(held, { timeout: LEASE_MS + 5_000, interval: 500 }).toBe(0)
    product.process.kill('SIGCONT')
    await expect.poll(held, { timeout: 15_000 }).toBe(before)
    await expect
      .poll(async () => (await fetch(`${product.url}/readyz`)).status, { timeout: 10_000 })
      .toBe(200)
  } finally {
    product.process.kill('SIGCONT')
    await product.end('SIGKILL')
    await removeSite(site)
  }
}, 120_000)

test('three processes with their defaults fit a server of 30 connections; a pool that does not fit says what is missing', async () => {
  await cluster.administer('alter system set max_connections = 30')
  await cluster.restart('fast')
  const [row] = await cluster.administer<{ max: string }>(
    "select current_setting('max_connections') as max",
  )
  expect(row?.max).toBe('30')
  const sites = await Promise.all([newSite(), newSite(), newSite(), newSite()])
  const environment = { DATABASE_URL: cluster.url, JARI_SECRET: 'one for all of them' }
  try {
    for (const site of sites.slice(0, 3)) {
      const product = await startProduct(site, environment)
      expect(product.printed()).toContain("It uses up to 7 of PostgreSQL's 27 connections.")
    }
    const fourth = await startProduct(sites[3] as (typeof sites)[0], {
      ...environment,
      JARI_CONNECTIONS: '20',
    })
    expect(fourth.printed()).toMatch(
      /PostgreSQL has 27 connections; .* need 21 .* that is 17 too many\./,
    )
  } finally {
    await stopProducts()
    await Promise.all(sites.map(removeSite))
  }
}, 240_000)
