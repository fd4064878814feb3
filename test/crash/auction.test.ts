import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAuctions } from '../../src/front-doors/auctions/lot.fixture.ts'
import { type Frame, type Viewer, watch } from '../../src/front-doors/auctions/watch.fixture.ts'
import type { Id } from '../../src/kernel/id.ts'
import { sql } from '../../src/postgres/sql.ts'
import {
  type Answer,
  askUntilCertain,
  givenPeople,
  openServer,
  type ServerProcess,
  type SignedIn,
} from './people.ts'

// Five hundred people bid on one lot, and as many watch it, at three servers; one is killed on the way.

const BIDDERS = 500
const VIEWERS = 500
const BIDS_EACH = 3
/** In which they are made. */
const BIDDING_MS = 6_000
/** Who bid the same in the end: the earliest leads. */
const LAST = 60
const AGREE_MS = 2_000

const { auctions, onLot, givenLot, lot, end } = openAuctions()

const servers: ServerProcess[] = []
const agent = new Agent({ keepAlive: true, maxSockets: 200 })
let people: SignedIn[]

beforeAll(async () => {
  const { engine } = auctions
  servers.push(...(await Promise.all([0, 1, 2].map(() => openServer(engine)))))
  people = await givenPeople(engine, BIDDERS)
}, 240_000)
afterAll(() => {
  agent.destroy()
  for (const { child } of servers) child.kill('SIGKILL')
})

/** Somebody with the page open: connects again, to another server, when the socket is lost. */
class Watcher {
  viewer: Viewer | undefined
  readonly wrong: string[] = []
  #turn: number
  #isOver = false
  #before: Frame | undefined

  constructor(turn: number) {
    this.#turn = turn
  }

  async open(lotId: string): Promise<void> {
    while (!this.#isOver) {
      const { address } = servers[this.#turn % servers.length] as ServerProcess
      try {
        this.viewer = await watch(`${address}${onLot(lotId, '/live')}`)
        void this.viewer.closed.then(() => this.#again(lotId))
        return
      } catch {
        this.#turn += 1
        await pause(1_000 * Math.random())
      }
    }
  }

  /** What it shows: never older than what it has shown. */
  get known(): Frame | undefined {
    const known = this.viewer?.known()
    const before = this.#before
    if (known && (!before || known.state.version >= before.state.version)) this.#before = known
    return this.#before
  }

  close(): void {
    this.#isOver = true
    this.viewer?.socket.terminate()
  }

  #again(lotId: string): void {
    this.wrong.push(...(this.viewer?.wrong ?? []))
    void this.known // it goes on showing that
    if (!this.#isOver) void this.open(lotId)
  }
}

const bidOf = (by: SignedIn, turn: number, lotId: string, amount: number): Promise<Answer> =>
  askUntilCertain(agent, servers, turn, {
    method: 'POST',
    path: onLot(lotId, '/bids'),
    headers: { authorization: by.authorization, 'idempotency-key': auctions.engine.newId() },
    body: { amount, isSure: true },
  })

const nameOf = ({ body }: Answer) => body.type?.split('/').at(-1)

/** Bids a little above what is shown, now and then. */
async function bidFor(
  by: SignedIn,
  turn: number,
  lotId: string,
  shown: () => Frame['state'] | undefined,
) {
  const answers: Answer[] = []
  for (let at = 0; at < BIDS_EACH; at += 1) {
    await pause((BIDDING_MS / BIDS_EACH) * Math.random())
    const amount = (shown()?.next ?? 10_000) + 1_000 * Math.floor(50 * Math.random())
    answers.push(await bidOf(by, turn, lotId, amount))
  }
  return answers
}

/** Until all show the version. @returns how long that took */
async function agreed(watchers: readonly Watcher[], version: number): Promise<number> {
  const from = performance.now()
  while (!watchers.every(({ known }) => (known?.state.version ?? 0) >= version)) {
    if (performance.now() - from > 5 * AGREE_MS) return Number.POSITIVE_INFINITY
    await pause(20)
  }
  return performance.now() - from
}

test('five hundred bid on one lot before five hundred viewers, and a server is killed', async () => {
  const { lotId } = await givenLot()
  const watchers = Array.from({ length: VIEWERS }, (_, at) => new Watcher(at))
  await Promise.all(watchers.map((watcher) => watcher.open(lotId)))
  const killed = pause(BIDDING_MS / 2).then(() => servers[2]?.child.kill('SIGKILL'))
  const bidding = people.map((by, at) =>
    bidFor(by, at, lotId, () => watchers[at % VIEWERS]?.known?.state),
  )
  const answers = (await Promise.all(bidding)).flat()
  await killed
  const most = (await lot(lotId)).next + 1_000_000
  const last = await Promise.all(people.slice(0, LAST).map((by, at) => bidOf(by, at, lotId, most)))
  const { version, bids, price } = await lot(lotId)
  expect(await agreed(watchers, version)).toBeLessThan(AGREE_MS)
  expect(watchers.map(({ known }) => known?.state.price)).toEqual(watchers.map(() => price))
  for (const { viewer, wrong } of watchers) expect([...wrong, ...(viewer?.wrong ?? [])]).toEqual([])

  const refused = new Set([...answers, ...last].filter(({ status }) => status >= 400).map(nameOf))
  expect([...refused].filter((name) => name !== 'bid-too-low')).toEqual([])
  expect(last.filter(({ body }) => body.outcome === 'leading')).toHaveLength(1)
  const numbers = await auctions.engine.database.rows<{ number: number }>(
    sql`select number from bids where lot_id = ${lotId} and number is not null order by number`,
  )
  expect(numbers.map(({ number }) => number)).toEqual(
    Array.from({ length: bids }, (_, at) => at + 1),
  )

  await end(lotId)
  const sold = await lot(lotId)
  expect(sold).toMatchObject({ stage: 'sold', price })
  expect(await agreed(watchers, sold.version)).toBeLessThan(AGREE_MS)
  for (const watcher of watchers) watcher.close()
  await expectOneWinner(lotId, most)
}, 90_000)

/** The highest maximum, and of equal ones the earliest, has the only order. */
async function expectOneWinner(lotId: string, most: number) {
  const { database } = auctions.engine
  const [first] = await database.rows<{ accountId: Id<'Account'>; maximum: number }>(sql`
    select account_id as "accountId", maximum from lot_bidders
     where lot_id = ${lotId} order by maximum desc, step limit 1
  `)
  expect(first?.maximum).toBe(most)
  const orders = () =>
    database.rows<{ buyerId: Id<'Account'> }>(sql`
      select o.buyer_id as "buyerId"
        from places p
        join order_lines d on d.store_id = p.store_id and d.place_id = p.id
        join orders o on o.store_id = d.store_id and o.id = d.order_id
       where p.key = ${`lot/${lotId}`}
    `)
  await expect.poll(orders, { timeout: 5_000 }).toEqual([{ buyerId: first?.accountId }])
}
