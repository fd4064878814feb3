import { nameBooker } from '../../bookings/name.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { later } from '../../kernel/time.ts'
import { startPayment } from '../../payments/start.ts'
import { findInCells } from '../../postgres/cells.ts'
import { writeDemoBusiness } from '../../stores/business/demo.ts'
import { writeNoticeSettings } from '../../stores/notices/queries.ts'
import { type Drawing, draw } from '../../stores/pictures/drawing.ts'
import { insertPicture } from '../../stores/pictures/queries.ts'
import { insertStore, lockOwnStore } from '../../stores/queries.ts'
import { grant } from '../../wallets/grant.ts'
import { closeLots } from './close.ts'
import json from './demo/auction.json' with { type: 'json' }
import { addLot, bidBefore, type DemoBid, type DemoLot } from './demo/lots.ts'
import { type People, seedPeople } from './demo/people.ts'
import * as queries from './demo/queries.ts'
import { LIVE_SECONDS } from './demo/rules.ts'
import { listMyWins } from './wins.ts'

interface Demo {
  readonly name: string
  readonly description: string
  readonly timeZone: string
  readonly currency: 'KRW'
  readonly picture: Drawing
  /** Listed again at each start; bots bid on it. */
  readonly live: DemoLot
  readonly lots: readonly (DemoLot & {
    readonly startsInHours: number
    readonly lastsHours: number
    readonly bids: readonly DemoBid[]
    readonly isPaid?: boolean
  })[]
}

const demo = json as unknown as Demo

/** Creates the demo auction, unless an auction exists, and lists its live lot again at each start. */
export async function seed(engine: Engine, ownerId: string): Promise<void> {
  if (!(await findInCells(engine, queries.findAnyAuction))) {
    const people = await seedPeople(engine)
    await open(engine, ownerId, people)
    await closeLots(engine)
    await payAsCollector(engine, ownerId, people)
  }
  const auction = await findInCells(engine, (on) => queries.findDemoAuction(on, demo.name))
  if (auction) await listLive(engine, ownerId, auction.id)
}

async function open(engine: Engine, ownerId: string, people: People): Promise<void> {
  const { name, description, timeZone, currency, picture, lots } = demo
  const id = engine.newId<'Store'>()
  const pricing = { means: null, per: null } as const
  const store = { id, door: 'auctions', kind: null, name, description, timeZone, currency, pricing }
  await engine.cell(id).transaction(async (tx) => {
    await insertStore(tx, ownerId, { ...store, closedAt: null })
    await writeDemoBusiness(tx, id, name)
    await writeNoticeSettings(tx, id, { topics: [], addresses: [] })
    const drawn = await draw(picture)
    await insertPicture(tx, id, { ...drawn, id: engine.newId(), alt: picture.alt })
    for (const { startsInHours, lastsHours, bids, isPaid: _, ...draft } of lots) {
      const startsAt = later(tx.now, startsInHours * 3600)
      const times = [startsAt, later(startsAt, lastsHours * 3600)] as const
      const lot = await addLot(engine, tx, id, draft, times)
      if (bids.length > 0) await bidBefore(tx, lot, bids, people)
    }
  })
}

/** Pays for what the collector has won: from a wallet, so that no gateway is asked at a start. */
async function payAsCollector(engine: Engine, ownerId: string, { collector }: People) {
  const titles = demo.lots.filter(({ isPaid }) => isPaid).map(({ title }) => title)
  const wins = await listMyWins(engine, collector)
  for (const { title, amount, orderId } of wins) {
    if (!orderId || !titles.includes(title)) continue
    const booker = { name: '이수집', phone: '010-0000-0000', message: '' }
    await nameBooker(engine, { buyerId: collector, bookingId: orderId, booker })
    const once = { scope: collector, key: `demo/${orderId}`, fingerprint: orderId }
    const given = { grantedBy: ownerId, accountId: collector, amount, reason: '데모 경매 결제' }
    await grant(engine, {
      ...given,
      once: { ...once, key: `${once.key}/grant` },
      answer: () => '{}',
    })
    await startPayment(engine, {
      ...{ buyerId: collector, orderId, gateway: 'wallet', device: 'desktop', once },
    })
  }
}

async function listLive(engine: Engine, ownerId: string, storeId: Id<'Store'>): Promise<void> {
  await engine.cell(storeId).transaction(async (tx) => {
    // Of several processes that start at once one lists it.
    const own = await lockOwnStore(tx, { callerId: ownerId, everyStore: false }, storeId)
    if (!own || (await queries.hasLive(tx, storeId, demo.live.title))) return
    await addLot(engine, tx, storeId, demo.live, [tx.now, later(tx.now, LIVE_SECONDS)])
  })
}
