import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { givenBuyer } from '../../test/paying.ts'
import { type Engine, makeEngine } from '../engine.ts'
import { frontDoors } from '../front-doors/index.ts'
import { connect, type Database } from '../postgres/database.ts'
import { sql } from '../postgres/sql.ts'
import * as calls from './call-queries.ts'
import { join } from './join.ts'
import type { Line } from './line.ts'
import { linesOf } from './lines.ts'
import { changeRoom } from './operate.ts'
import * as queries from './queries.ts'
import {
  givenRoom,
  joinMany,
  leaveStore,
  mostInside,
  tickAll,
  tryToEnter,
  type Waiting,
} from './room.fixture.ts'
import { firstDigest, nextDigest, seedOf, shuffleOf } from './shuffle.ts'
import { placeOf } from './shuffle-rules.ts'
import { tick } from './tick.ts'

// The guarantees F1 to F7 of a fair line, on a real database, with several processes.

let engine: TestEngine
let processes: readonly Engine[]
const databases: Database[] = []

/** Another process: shares nothing with the first but the database and the secret. */
function anotherProcess(): Engine {
  const database = connect(engine.databaseUrl)
  databases.push(database)
  return makeEngine({
    ...{ doors: frontDoors, database, publicUrl: engine.publicUrl, secret: engine.secret },
    ...{ keyRing: engine.keyRing, gateways: [...engine.gateways.values()] },
  })
}

beforeAll(async () => {
  engine = await testEngine()
  processes = [engine, anotherProcess(), anotherProcess()]
})
afterAll(async () => {
  await engine.database.run(sql`delete from outbox`)
  await expectCleanAudit(engine)
  await Promise.all(databases.map((database) => database.close()))
  await engine.close()
})

const placesOf = (storeId: string, of: readonly Waiting[]) => {
  const line = linesOf(engine).of(storeId)
  return of.map(({ number }) => line?.placeOf(number) ?? -1)
}

test('three processes give 300 people 300 numbers without a gap, and each person one (F4)', async () => {
  const storeId = await givenRoom(engine)
  const joined = await joinMany(engine, storeId, 300, processes)
  expect(joined.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
    joined.map((_, at) => at),
  )
  const again = await Promise.all(
    joined.flatMap(({ accountId }) => processes.map((one) => join(one, { storeId, accountId }))),
  )
  expect(again.map(({ token }) => token)).toEqual(
    joined.flatMap(({ token }) => processes.map(() => token)),
  )
})

test('one person who joins from three processes at once has one ticket (F4)', async () => {
  const storeId = await givenRoom(engine)
  for (let round = 0; round < 20; round += 1) {
    const accountId = await givenBuyer(engine)
    const given = await Promise.all(processes.map((one) => join(one, { storeId, accountId })))
    expect(new Set(given.map(({ number }) => number))).toEqual(new Set([round]))
  }
})

test('the order of those who joined before the opening is drawn, and anyone can compute it again (F3)', async () => {
  const storeId = await givenRoom(engine)
  const joined = await joinMany(engine, storeId, 50)
  await tickAll(engine, storeId, { seconds: 61, processes })
  const room = await queries.readRoom(engine.database, storeId)
  if (!room?.seed || !room.cohort) throw new Error('it has not opened')
  const subjects = joined.toSorted((a, b) => a.number - b.number).map(({ subject }) => subject)
  const digest = nextDigest(firstDigest(room.id), subjects)
  expect(room.digest).toEqual(digest)
  expect(room.seed).toEqual(seedOf(room.secret, digest))
  const shuffle = shuffleOf(room.seed, 50)
  const places = joined.map(({ number }) => placeOf(shuffle, number))
  expect(placesOf(storeId, joined)).toEqual(places)
  expect(places.toSorted((a, b) => a - b)).toEqual(joined.map((_, at) => at))
  const after = await joinMany(engine, storeId, 2)
  expect(placesOf(storeId, after).toSorted((a, b) => a - b)).toEqual([50, 51])
})

test('people are called in the order of their places, at the rate, by one process a tick (F1)', async () => {
  const storeId = await givenRoom(engine, { ratePerMinute: 180 })
  const joined = await joinMany(engine, storeId, 40)
  const entered: Waiting[] = []
  for (let second = 0; second < 8; second += 1) {
    const seconds = second === 0 ? 61 : 1
    await tickAll(engine, storeId, { seconds, processes, present: joined })
    for (const one of joined.filter((it) => !entered.includes(it)))
      if ((await tryToEnter(engine, storeId, one)) === 'admitted') entered.push(one)
  }
  const { room } = linesOf(engine).of(storeId) as Line
  const log = await calls.listCalls(engine.database, room, 0, 99)
  let called = 0
  for (const call of log) {
    called += call.called
    const seconds = (call.at.getTime() - (room.openedAt?.getTime() ?? 0)) / 1000
    expect(called).toBeLessThanOrEqual(6 + 3 * seconds)
  }
  const places = placesOf(storeId, entered).toSorted((a, b) => a - b)
  expect(places).toEqual(places.map((_, at) => at))
})

test('never more are inside or called than the capacity, however fast they come and go (F5)', async () => {
  const storeId = await givenRoom(engine, { ratePerMinute: 6_000, capacity: 5 })
  const joined = await joinMany(engine, storeId, 30, processes)
  const entered = new Set<Waiting>()
  for (let second = 0; second < 30; second += 1) {
    const seconds = second === 0 ? 61 : 1
    await tickAll(engine, storeId, { seconds, processes, present: joined })
    await Promise.all(
      joined.map(async (one, at) => {
        const process = processes[at % 3] ?? engine
        if (entered.has(one) || (await tryToEnter(process, storeId, one)) !== 'admitted') return
        entered.add(one)
        if (at % 2 === 0) await leaveStore(process, storeId, one.accountId)
      }),
    )
    for (const one of entered)
      if (second % 3 === 0) await leaveStore(engine, storeId, one.accountId)
  }
  expect(entered.size).toBe(30)
  expect(await mostInside(engine, storeId)).toBe(5)
})

test('somebody who was called has the whole time to enter, and is then late, not last (F6)', async () => {
  const storeId = await givenRoom(engine, { capacity: 1, claimSeconds: 30, ratePerMinute: 600 })
  const joined = await joinMany(engine, storeId, 3)
  await tickAll(engine, storeId, { seconds: 61, present: joined })
  const [first, second, third] = joined.toSorted(
    (a, b) => (placesOf(storeId, [a])[0] ?? 0) - (placesOf(storeId, [b])[0] ?? 0),
  ) as [Waiting, Waiting, Waiting]
  await tickAll(engine, storeId, { seconds: 29, present: joined })
  expect(await tryToEnter(engine, storeId, second)).toBe('still-waiting')
  expect(await tickAll(engine, storeId, { seconds: 1, present: joined })).toBe(1)
  expect(await tryToEnter(engine, storeId, first)).toBe('late')
  expect(await tryToEnter(engine, storeId, second)).toBe('admitted')
  expect(await tickAll(engine, storeId, { present: joined })).toBe(0)
  await leaveStore(engine, storeId, second.accountId)
  expect(await tickAll(engine, storeId, { present: joined })).toBe(1)
  expect(await tryToEnter(engine, storeId, third)).toBe('still-waiting')
  expect(await tryToEnter(engine, storeId, first)).toBe('admitted')
})

test('whoever has closed the page is passed over, keeps the turn, and is called when back', async () => {
  const storeId = await givenRoom(engine, { capacity: 2, ratePerMinute: 600 })
  const joined = await joinMany(engine, storeId, 10)
  await tickAll(engine, storeId, { seconds: 61 })
  const inOrder = joined.toSorted(
    (a, b) => (placesOf(storeId, [a])[0] ?? 0) - (placesOf(storeId, [b])[0] ?? 0),
  )
  const [gone, ...others] = inOrder.slice(2) as [Waiting, ...Waiting[]]
  for (const one of inOrder.slice(0, 2)) {
    expect(await tryToEnter(engine, storeId, one)).toBe('admitted')
    await leaveStore(engine, storeId, one.accountId)
  }
  await tickAll(engine, storeId, { seconds: 90, present: others })
  const standing = linesOf(engine).of(storeId)?.standingOf(gone.number)
  expect(standing?.status).toBe('late')
  expect(await tryToEnter(engine, storeId, gone)).toBe('late')
  const [next] = others as [Waiting]
  expect(await tryToEnter(engine, storeId, next)).toBe('admitted')
  await leaveStore(engine, storeId, next.accountId)
  await tickAll(engine, storeId, { present: [gone, ...others] })
  expect(await tryToEnter(engine, storeId, gone)).toBe('admitted')
})

test('whoever polls at another process is there', async () => {
  const storeId = await givenRoom(engine, { ratePerMinute: 600 })
  const joined = await joinMany(engine, storeId, 4)
  const [here, there] = [linesOf(engine), linesOf(processes[1] as Engine)]
  const refresh = () => Promise.all([here.refresh(), there.refresh()])
  await refresh()
  await engine.advance(61)
  await refresh()
  const [line, seen] = [here.of(storeId) as Line, there.of(storeId) as Line]
  for (const { number } of joined.slice(0, 3)) seen.presence.mark(number, seen.window)
  await there.sync(seen)
  await here.sync(line)
  expect(await tick(engine, line, async () => undefined)).toBe(3)
})

test('a pause, another rate or a lost process changes nobody’s place (F2, F7)', async () => {
  const storeId = await givenRoom(engine, { ratePerMinute: 120, capacity: 10 })
  const joined = await joinMany(engine, storeId, 20)
  await tickAll(engine, storeId, { seconds: 61, processes, present: joined })
  const places = placesOf(storeId, joined)
  const change = (to: object) =>
    engine.database.transaction((tx) => changeRoom(engine, tx, storeId, to))
  await change({ paused: true })
  expect(await tickAll(engine, storeId, { seconds: 5, processes, present: joined })).toBe(0)
  await change({ paused: false, ratePerMinute: 600 })
  const survivor = anotherProcess()
  expect(
    await tickAll(engine, storeId, { processes: [survivor], present: joined }),
  ).toBeGreaterThan(0)
  await linesOf(survivor).refresh()
  const line = linesOf(survivor).of(storeId)
  expect(joined.map(({ number }) => line?.placeOf(number))).toEqual(places)
  const heads = await calls.listCalls(
    engine.database,
    (line as NonNullable<typeof line>).room,
    0,
    99,
  )
  expect(heads.every(({ headFrom }, at) => headFrom === (heads[at - 1]?.headTo ?? 0))).toBe(true)
})

test('with nothing left to sell nobody is called; what comes back calls the next', async () => {
  const storeId = await givenRoom(engine, { ratePerMinute: 600, capacity: 100 })
  const joined = await joinMany(engine, storeId, 10)
  const ask = (stock: number, seconds = 1) =>
    tickAll(engine, storeId, { seconds, present: joined, stockOf: async () => stock })
  expect(await ask(0, 61)).toBe(0)
  expect(
    linesOf(engine)
      .of(storeId)
      ?.standingOf(joined[0]?.number ?? 0).status,
  ).toBe('waiting')
  expect(await ask(1)).toBe(2)
  expect(await ask(1)).toBe(0)
  expect(await ask(3)).toBe(4)
})

test('a ticket of another account, of another room, or of nobody admits nobody', async () => {
  const storeId = await givenRoom(engine, { opensIn: 1 })
  const otherId = await givenRoom(engine, { opensIn: 1 })
  const [one, two] = (await joinMany(engine, storeId, 2)) as [Waiting, Waiting]
  const [foreign] = (await joinMany(engine, otherId, 1)) as [Waiting]
  await tickAll(engine, storeId, { seconds: 2, present: [one, two] })
  const stolen = { token: one.token, accountId: two.accountId }
  expect(await tryToEnter(engine, storeId, stolen)).toBe('waiting-pass-of-another')
  const moved = { token: foreign.token, accountId: foreign.accountId }
  expect(await tryToEnter(engine, storeId, moved)).toBe('waiting-token-unknown')
})

test('after a visit is over, the same person may join again, at the end', async () => {
  const storeId = await givenRoom(engine, { opensIn: 1, ratePerMinute: 600 })
  const [one] = (await joinMany(engine, storeId, 1)) as [Waiting]
  await tickAll(engine, storeId, { seconds: 2, present: [one] })
  expect(await tryToEnter(engine, storeId, one)).toBe('admitted')
  expect((await join(engine, { storeId, accountId: one.accountId })).number).toBe(one.number)
  await leaveStore(engine, storeId, one.accountId)
  expect(await tryToEnter(engine, storeId, one)).toBe('waiting-pass-ended')
  await joinMany(engine, storeId, 1)
  const again = await join(engine, { storeId, accountId: one.accountId })
  expect(again.number).toBe(2)
  await tickAll(engine, storeId, { seconds: 5, present: [{ ...one, ...again }] })
  expect(await tryToEnter(engine, storeId, { ...again, accountId: one.accountId })).toBe('admitted')
})

test('a few who are called again and again and never come keep nobody waiting', async () => {
  const storeId = await givenRoom(engine, { capacity: 1, claimSeconds: 15, ratePerMinute: 600 })
  const joined = await joinMany(engine, storeId, 4)
  await tickAll(engine, storeId, { seconds: 61, present: joined })
  const byPlace = joined.toSorted(
    (a, b) => (placesOf(storeId, [a])[0] ?? 0) - (placesOf(storeId, [b])[0] ?? 0),
  )
  const [one, two, three, honest] = byPlace as [Waiting, Waiting, Waiting, Waiting]
  const asked = new Set<Waiting>()
  let isIn = false
  for (let ticks = 0; ticks < 12 && !isIn; ticks += 1) {
    await tickAll(engine, storeId, { seconds: 16, present: joined })
    // They let their call pass, ask for another one, and let that pass, too.
    const line = linesOf(engine).of(storeId) as Line
    for (const idle of [one, two, three].filter((it) => !asked.has(it)))
      if (line.standingOf(idle.number).status === 'late') {
        expect(await tryToEnter(engine, storeId, idle)).toBe('late')
        asked.add(idle)
      }
    isIn = (await tryToEnter(engine, storeId, honest)) === 'admitted'
  }
  expect(isIn).toBe(true)
  expect(await tryToEnter(engine, storeId, one)).toBe('waiting-pass-ended')
  const again = await join(engine, { storeId, accountId: one.accountId })
  expect(again.number).toBe(4)
})

test('a longer time to enter revives no call that is over', async () => {
  const storeId = await givenRoom(engine, { capacity: 1, claimSeconds: 15, ratePerMinute: 600 })
  const joined = await joinMany(engine, storeId, 2)
  await tickAll(engine, storeId, { seconds: 61, present: joined })
  await tickAll(engine, storeId, { seconds: 16, present: joined })
  await engine.database.transaction((tx) =>
    changeRoom(engine, tx, storeId, { claimSeconds: 3_600 }),
  )
  const entered = await Promise.all(joined.map((one) => tryToEnter(engine, storeId, one)))
  expect(entered.filter((it) => it === 'admitted')).toHaveLength(1)
})
