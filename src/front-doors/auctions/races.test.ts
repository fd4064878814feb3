import { expect, test } from 'vitest'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'
import { openSlowProcesses } from '../../orders/slow-processes.fixture.ts'
import { readNow } from '../../postgres/now.ts'
import { sql } from '../../postgres/sql.ts'
import { type BidRequest, placeBid } from './bid.ts'
import { closeLots } from './close.ts'
import { accountIdOf, openAuctions, runJobs } from './lot.fixture.ts'
import { auction, changeLot, withdrawLot } from './lots.ts'
import type { Bidding } from './rules.ts'

const { auctions, givenLot } = openAuctions()

const PROCESSES = 4

interface Row extends Pick<Bidding, 'state' | 'price' | 'bids' | 'steps' | 'leaderMaximum'> {
  readonly wins: number
  readonly kind: string | null
  readonly orders: number
}

const rowOf = (lotId: string) =>
  auctions.engine.database.one<Row>(sql`
    select state, price, bids, steps, leader_maximum as "leaderMaximum",
           (select count(*)::integer from wins w where w.lot_id = l.id) as wins,
           (select kind from wins w where w.lot_id = l.id limit 1) as kind,
           (select count(*)::integer from order_lines d
             where d.place_id = (select p.id from places p where p.key = 'lot/' || l.id)) as orders
      from lots l where l.id = ${lotId}
  `)

/** Ends a lot that nobody has bid on in so many seconds; bids move it by 30 milliseconds at most. */
async function moveEnd(lotId: string, inSeconds: number) {
  const { database } = auctions.engine
  const endsAt = later((await readNow(database)).now, inSeconds)
  await database.run(sql`
    update lots set ends_at = ${endsAt}, hard_ends_at = ${later(endsAt, 0.03)}
     where id = ${lotId} and bids = 0 and state = 'open'
  `)
}

const outcomeOf = (ask: Promise<unknown>): Promise<string> =>
  ask.then(
    () => 'done',
    (error) => {
      if (error instanceof Problem) return error.type
      throw error
    },
  )

const onceOf = () => {
  const key = auctions.engine.newId()
  return { scope: key, key, fingerprint: key }
}

/** Orders of the operations: each of them is the first one, and the last one, of some. */
const orders = (names: readonly string[]): string[][] =>
  names.length < 2
    ? [[...names]]
    : names.flatMap((name) =>
        orders(names.filter((other) => other !== name)).map((rest) => [name, ...rest]),
      )

test('a bid, a purchase, a withdrawal, a change and the end of a lot meet in any order: one of them has it', async () => {
  const { engine } = auctions
  const { processOf, refusals, close } = openSlowProcesses(engine, PROCESSES)
  const [ann, bob] = [await auctions.house.customer(), await auctions.house.customer()]
  const [annId, bobId] = [await accountIdOf(ann), await accountIdOf(bob)]
  const by = { callerId: await accountIdOf(auctions.seller), everyStore: false }
  const all = orders(['bid', 'buy', 'withdraw', 'change', 'end'])
  for (const [round, order] of all.filter((_, at) => at % 5 === 0).entries()) {
    const { lotId } = await givenLot({ buyNow: 50_000 })
    const at = { storeId: auctions.auctionId, lotId: lotId as Id<'Lot'> }
    const ask = (more: Partial<BidRequest>, process: number) =>
      placeBid(processOf(process), {
        ...at,
        accountId: annId,
        amount: 20_000,
        once: onceOf(),
        ...more,
      })
    const own = { ...auction(by, at.storeId), lotId: at.lotId }
    const operations: Record<string, () => Promise<unknown>> = {
      bid: () => ask({}, round),
      buy: () => ask({ accountId: bobId, amount: 50_000, isBuyNow: true }, round + 1),
      withdraw: () => withdrawLot(processOf(round + 2), own),
      change: () => changeLot(processOf(round + 3), own, { startPrice: 15_000 }),
      end: async () => {
        await moveEnd(lotId, 0)
        await closeLots(processOf(round))
      },
    }
    const outcomes = await Promise.all(
      order.map((name) => outcomeOf((operations[name] ?? (async () => {}))())),
    )
    const done = (name: string) => outcomes[order.indexOf(name)] === 'done'
    const row = await rowOf(lotId)
    const winners = ['bid', 'buy', 'withdraw'].filter(done)
    expect(winners.length, order.join()).toBeLessThanOrEqual(1)
    expect(row).toMatchObject({
      bids: winners.some((name) => name !== 'withdraw') ? 1 : 0,
      kind: done('buy') ? 'buy-now' : null,
    })
    if (done('withdraw')) expect(row.state).toBe('withdrawn')
    if (done('buy')) expect(row.state).toBe('sold')
  }
  await close()
  expect(refusals).toEqual([])
}, 120_000)

test('bids of four processes around the end: in time and counted, or refused, never both', async () => {
  const { engine } = auctions
  const { processOf, refusals, close } = openSlowProcesses(engine, PROCESSES)
  const people = await Promise.all(Array.from({ length: 8 }, () => auctions.house.customer()))
  const ids = await Promise.all(people.map(accountIdOf))
  for (let round = 0; round < 6; round += 1) {
    const { lotId } = await givenLot()
    await moveEnd(lotId, 0.12)
    const at = { storeId: auctions.auctionId, lotId: lotId as Id<'Lot'> }
    const asks = Array.from({ length: 48 }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, index * 6))
      const accountId = ids[index % ids.length] ?? ''
      const ask = { ...at, accountId, amount: 20_000 + index * 1_000, once: onceOf() }
      return outcomeOf(placeBid(processOf(index), ask))
    })
    const closings = [1, 2, 3].map(async (nth) => {
      await new Promise((resolve) => setTimeout(resolve, nth * 110))
      return closeLots(processOf(nth))
    })
    const outcomes = await Promise.all(asks)
    await Promise.all(closings)
    await new Promise((resolve) => setTimeout(resolve, 200))
    await runJobs(engine)
    const row = await rowOf(lotId)
    const accepted = outcomes.filter((it) => it === 'done').length
    expect(outcomes.filter((it) => !['done', 'lot-closed', 'bid-too-low'].includes(it))).toEqual([])
    expect(outcomes).toContain('lot-closed')
    expect(row.steps).toBe(accepted)
    expect(row).toMatchObject({
      state: accepted > 0 ? 'sold' : 'unsold',
      wins: accepted > 0 ? 1 : 0,
    })
    expect(row.orders).toBe(row.wins)
  }
  await close()
  expect(refusals).toEqual([])
}, 120_000)

test('many people bid at once over four processes: the highest and earliest leads, in one order', async () => {
  const { engine } = auctions
  const { processOf, refusals, close } = openSlowProcesses(engine, PROCESSES)
  const { lotId } = await givenLot()
  const at = { storeId: auctions.auctionId, lotId: lotId as Id<'Lot'> }
  const accountIds = Array.from({ length: 60 }, () => engine.newId<'Account'>())
  const amounts = accountIds.map((_, index) => 10_000 + ((index * 37) % 50) * 1_000)
  const outcomes = await Promise.all(
    accountIds.map((accountId, index) =>
      outcomeOf(
        placeBid(processOf(index), {
          ...{ ...at, accountId, amount: amounts[index] ?? 0, once: onceOf() },
        }),
      ),
    ),
  )
  await close()
  expect(refusals).toEqual([])
  const row = await rowOf(lotId)
  expect(row.bids).toBe(outcomes.filter((it) => it === 'done').length)
  const accepted = amounts.filter((_, index) => outcomes[index] === 'done')
  expect(row.leaderMaximum).toBe(Math.max(...accepted))
}, 60_000)

test('a key that is sent to four processes at once bids once', async () => {
  const { engine } = auctions
  const { processOf, close } = openSlowProcesses(engine, PROCESSES)
  const { lotId } = await givenLot()
  const at = { storeId: auctions.auctionId, lotId: lotId as Id<'Lot'> }
  const ask = { ...at, accountId: engine.newId<'Account'>(), amount: 20_000, once: onceOf() }
  const answers = await Promise.all(
    [0, 1, 2, 3, 0, 1].map((process) => placeBid(processOf(process), ask)),
  )
  await close()
  expect(new Set(answers.map(({ stored }) => stored)).size).toBe(1)
  expect(await rowOf(lotId)).toMatchObject({ bids: 1, steps: 1 })
})
