import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { watchChild } from '../../../test/watchdog.ts'
import { openListener } from '../../events/listener.ts'
import { drain } from '../../events/relay.ts'
import { sql } from '../../postgres/sql.ts'
import { done, openAuctions, runJobs } from './lot.fixture.ts'
import { type Viewer, watch } from './watch.fixture.ts'

/** On a busy machine, too. */
const eventually = <Found>(find: () => Found) => expect.poll(find, { timeout: 8_000 })

const { auctions, onLot, givenLot, bid, lot, end } = openAuctions()

let url = ''
let listener: Awaited<ReturnType<typeof openListener>>
let child: ChildProcess
let other = ''
const viewers: Viewer[] = []

beforeAll(async () => {
  const { engine, house } = auctions
  url = await house.server.listen({ port: 0, host: '127.0.0.1' })
  listener = await openListener(engine.databaseUrl, engine.bus, ['main'], 20)
  const { databaseUrl, sandboxUrl } = engine
  const argument = JSON.stringify({ databaseUrl, sandboxUrl, jobs: true })
  child = spawn(process.execPath, ['test/crash/server.ts', argument], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  watchChild(child)
  const [address] = await once(child.stdout as NodeJS.ReadableStream, 'data')
  other = String(address).trim()
}, 120_000)
afterAll(async () => {
  for (const { socket } of viewers) socket.terminate()
  child.kill('SIGKILL')
  await listener.close()
  await auctions.house.server.close()
})

async function watching(lotId: string, at = url): Promise<Viewer> {
  const viewer = await watch(`${at}${onLot(lotId, '/live')}`)
  viewers.push(viewer)
  await eventually(() => viewer.known()).toBeDefined()
  return viewer
}

test('a viewer is sent the lot at once, and each bid as it is made', async () => {
  const { lotId } = await givenLot()
  const viewer = await watching(lotId)
  expect(viewer.known()).toMatchObject({
    state: { lotId, stage: 'live', price: null, bids: 0 },
    ...{ viewers: 1, bids: [], messages: [], removed: [], isFrozen: false },
  })
  const [ann, bob] = [await auctions.house.customer(), await auctions.house.customer()]
  await done(bid(ann, lotId, 50_000))
  await eventually(() => viewer.known()?.state.price).toBe(10_000)
  await done(bid(bob, lotId, 20_000))
  await eventually(() => viewer.known()?.state.bids).toBe(2)
  const told = viewer.frames.slice(1).flatMap(({ bids }) => bids)
  expect(told.map(({ number, amount }) => [number, amount])).toEqual([
    [1, 10_000],
    [2, 20_000],
  ])
  const late = await watching(lotId)
  expect(late.known()?.bids).toHaveLength(2)
  expect(JSON.stringify([viewer.frames, late.frames])).not.toMatch(/50.?000/)
})

test('a lot that is not there, or is hidden, cannot be watched', async () => {
  const nowhere = `${url}${onLot(auctions.engine.newId(), '/live')}`
  await expect(watch(nowhere)).rejects.toThrow('404')
  const { lotId } = await givenLot()
  const viewer = await watching(lotId)
  await done(auctions.seller('POST', onLot(lotId, '/withdrawal')))
  await done(auctions.seller('PATCH', onLot(lotId), { hidden: true }))
  while ((await drain(auctions.engine)) > 0);
  expect(await viewer.closed).toBe(1000)
  await expect(watch(`${url}${onLot(lotId, '/live')}`)).rejects.toThrow('404')
})

test('two processes tell each other’s viewers, and each other’s bids', async () => {
  const { lotId } = await givenLot()
  const here = [await watching(lotId), await watching(lotId)]
  const there = [await watching(lotId, other)]
  for (const viewer of [...here, ...there]) await eventually(() => viewer.known()?.viewers).toBe(3)
  await done(bid(await auctions.house.customer(), lotId, 20_000))
  for (const viewer of [...here, ...there])
    await eventually(() => viewer.known()?.state.bids).toBe(1)
  there[0]?.socket.terminate()
  await eventually(() => here[0]?.known()?.viewers).toBe(2)
}, 40_000)

test('no viewer sees the price fall, and all agree within two seconds of the last bid', async () => {
  const { lotId } = await givenLot()
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, at) => watching(lotId, at % 2 ? url : other)),
  )
  const bidders = await Promise.all(Array.from({ length: 10 }, () => auctions.house.customer()))
  for (let round = 1; round <= 5; round += 1)
    await Promise.all(bidders.map((person, at) => bid(person, lotId, 10_000 * round + 1_000 * at)))
  const { version, bids } = await lot(lotId)
  for (const viewer of all)
    await expect.poll(() => viewer.known()?.state.version, { timeout: 2_000 }).toBe(version)
  expect(all.flatMap(({ wrong }) => wrong)).toEqual([])
  for (const { frames } of all) {
    const numbers = frames.flatMap(({ bids }) => bids).map(({ number }) => number)
    expect(numbers).toEqual(Array.from({ length: bids }, (_, at) => at + 1))
  }
}, 40_000)

test('viewers are told when the time is up, and what became of the lot', async () => {
  const { lotId } = await givenLot()
  const viewer = await watching(lotId)
  await done(bid(await auctions.house.customer(), lotId, 20_000))
  await end(lotId)
  await runJobs(auctions.engine)
  await eventually(() => viewer.known()?.state.stage).toBe('sold')
}, 20_000)

test('what was committed while nothing was heard is told once the connection is back', async () => {
  const { lotId } = await givenLot()
  const viewer = await watching(lotId, other)
  await auctions.engine.database.run(sql`
    select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'jari listen' and datname = current_database()
  `)
  await done(bid(await auctions.house.customer(), lotId, 20_000))
  await eventually(() => viewer.known()?.state.bids).toBe(1)
}, 20_000)
