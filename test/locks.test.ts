import { glob, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as addresses from '../src/accounts/address/queries.ts'
import * as passkeys from '../src/accounts/passkeys/queries.ts'
import * as phones from '../src/accounts/phone/verified-queries.ts'
import * as providers from '../src/accounts/providers/queries.ts'
import * as accounts from '../src/accounts/queries.ts'
import * as factors from '../src/accounts/second-factor/queries.ts'
import * as moves from '../src/bookings/moves/queries.ts'
import * as waitlist from '../src/bookings/waitlist/queries.ts'
import * as doorLine from '../src/door-line/queries.ts'
import * as bids from '../src/front-doors/auctions/bid-queries.ts'
import * as chats from '../src/front-doors/auctions/chat/queries.ts'
import * as lots from '../src/front-doors/auctions/lot-queries.ts'
import { usualTerms } from '../src/front-doors/auctions/rules.ts'
import * as wins from '../src/front-doors/auctions/win-queries.ts'
import { winOf } from '../src/front-doors/auctions/win-rules.ts'
import * as performances from '../src/front-doors/concerts/performance-queries.ts'
import * as concerts from '../src/front-doors/concerts/queries.ts'
import * as dining from '../src/front-doors/dining/owner-queries.ts'
import * as parcels from '../src/front-doors/shop/parcels/queries.ts'
import * as imports from '../src/front-doors/shop/products/imports/queries.ts'
import * as left from '../src/front-doors/timetables/left-queries.ts'
import * as timetables from '../src/front-doors/timetables/owner-queries.ts'
import { givenShop, givenTimetable } from '../src/front-doors/timetables/shop.fixture.ts'
import { later } from '../src/kernel/time.ts'
import * as limits from '../src/limits/queries.ts'
import * as mails from '../src/mail/queries.ts'
import * as buyers from '../src/orders/buyer-queries.ts'
import * as claims from '../src/orders/claim-queries.ts'
import * as orders from '../src/orders/queries.ts'
import * as payments from '../src/payments/queries.ts'
import { placeId } from '../src/places/place-id.ts'
import * as places from '../src/places/queries.ts'
import { readNow } from '../src/postgres/now.ts'
import { type Queryable, type Sql, sql, type Tx } from '../src/postgres/sql.ts'
import * as words from '../src/stores/profile/words-queries.ts'
import * as stores from '../src/stores/queries.ts'
import * as tickets from '../src/tickets/queries.ts'
import { openRoom } from '../src/waiting-room/operate.ts'
import * as rooms from '../src/waiting-room/queries.ts'
import * as shared from '../src/waiting-room/shared/queries.ts'
import { chargeIn } from '../src/wallets/charge.ts'
import { PLATFORM_STORE } from '../src/wallets/charge-rules.ts'
import * as ownerless from '../src/wallets/ownerless/queries.ts'
import * as wallets from '../src/wallets/queries.ts'
import * as spends from '../src/wallets/spends/queries.ts'
import { type TestEngine, testEngine } from './engine.ts'
import { givenHeld, type Held, pay, start } from './paying.ts'

// Group commit keeps the requests of one process apart, so that a race in one process cannot show that
// a lock is missing. Here each statement that locks is asked for its lock.

let engine: TestEngine
let held: Held
let paid: Held
const ids: Record<string, string> = {}
const id = (name: string) => ids[name] ?? ''

beforeAll(async () => {
  engine = await testEngine()
  held = await givenHeld(engine, { startsAt: new Date(Date.now() + 86_400_000) })
  const { storeId, buyerId, order } = held
  ids.place = placeId(storeId, 'dinner')
  ids.payment = (await start(engine, held)).id
  ids.import = engine.newId()
  ids.bucket = engine.newId()
  await engine.database.run(sql`
    insert into limit_buckets (key, spent, at) values (${ids.bucket}, 1, now())
  `)
  await engine.database.run(sql`
    insert into product_imports (store_id, id, rows, created_at)
    values (${storeId}, ${ids.import}, 1, now())
  `)
  paid = await givenHeld(engine)
  await pay(engine, paid)
  ids.paid = placeId(paid.storeId, 'dinner')
  ids.charge = engine.newId()
  await engine.database.transaction(async (tx) => {
    const cause = {
      gateway: 'kakaopay',
      storeId: PLATFORM_STORE,
      paymentId: engine.newId<'Payment'>(),
    }
    const ask = { accountId: buyerId, amount: 20_000, currency: 'KRW', ...cause } as const
    await chargeIn(tx, { ...ask, orderId: id('charge'), operationKey: 'charge' })
  })
  const wallet = await wallets.readWallet(engine.database, buyerId, 'KRW')
  ids.wallet = wallet?.id ?? ''
  ids.tableTime = engine.newId()
  ids.coming = placeId(storeId, `table-time/${ids.tableTime}/2030-01-01`)
  await places.makePlaces(engine.database, storeId, [
    {
      id: id('coming'),
      key: `table-time/${ids.tableTime}/2030-01-01`,
      capacity: 2,
      startsAt: new Date('2030-01-01T10:00:00Z'),
    },
  ])
  ids.spare = engine.newId()
  const key = `timetable/${ids.spare}/2030-01-01`
  const gone = { id: placeId(storeId, key), key, capacity: 2, startsAt: at('10:00') }
  await places.makePlaces(engine.database, storeId, [gone])
  const shop = await givenShop(engine)
  ids.owner = shop.ownerId
  ids.shop = shop.shopId
  ids.ownerEmail = `${engine.newId()}@example.com`
  await engine.database.run(sql`
    update accounts set email = ${ids.ownerEmail}, email_verified = true where id = ${ids.owner}
  `)
  ids.timetable = await givenTimetable(engine, shop)
  ids.left = placeId(storeId, `timetable/${id('spare')}/2030-01-01`)
  ids.passkey = engine.newId()
  await engine.database.transaction(async (tx) => {
    await factors.writeEnrolment(tx, id('owner'), 'v1.sealed')
    await passkeys.insertPasskey(tx, {
      ...{ id: id('passkey'), accountId: id('owner'), slot: 1, credentialId: 'one' },
      ...{ publicKey: '', counter: 0, transports: [], name: '하나', isSynced: false },
    })
  })
  ids.performance = engine.newId()
  await engine.database.run(sql`
    insert into performances (store_id, id, starts_at, sales_from)
    values (${storeId}, ${id('performance')}, ${at('20:00')}, now())
  `)
  await engine.database.transaction((tx) => {
    const capacity = { ownerId: id('owner'), name: 'autumn' }
    return shared.putCapacity(tx, capacity, 1, [{ storeId, weight: 1 }])
  })
  ids.lot = engine.newId()
  await engine.database.transaction((tx) => givenWonLot(tx, { storeId, lotId: id('lot') }))
  ids.parcel = engine.newId()
  await engine.database.run(sql`
    insert into parcels (store_id, id, order_id, number, carrier, packed_at, shipped_at)
    values (${paid.storeId}, ${id('parcel')}, ${paid.order.id}, 1, 'direct', now(), now())
  `)
  await engine.database.transaction(async (tx) => {
    const code = { id: engine.newId(), phone: '', codeHash: '0'.repeat(64) }
    await phones.writeCode(tx, id('owner'), { ...code, expiresAt: later(tx.now, 300) })
    await phones.writeVerified(tx, id('owner'), { phone: '', phoneIndex: 'v1.test.one' })
  })
  ids.move = engine.newId()
  ids.entry = engine.newId()
  ids.spend = engine.newId()
  ids.mail = engine.newId()
  await engine.database.transaction((tx) =>
    openRoom(engine, tx, storeId, {
      ...{ opensAt: '2100-01-01T00:00:00Z', ratePerMinute: 1, capacity: 1 },
    }),
  )
  await engine.database.transaction(async (tx) => {
    await spends.insertSpends(tx, [
      {
        ...{ storeId, id: id('spend'), orderId: order.id, walletId: id('wallet') },
        ...{ state: 'held', charged: 1, granted: 0, refundedCharged: 0, refundedGranted: 0 },
      },
    ])
    const mail = {
      storeId,
      id: id('mail'),
      orderId: order.id,
      kind: 'paid',
      aboutId: null,
    } as const
    await mails.insertMails(tx, [mail])
    const between = { fromPlaceId: id('place'), toPlaceId: id('coming') }
    const move = {
      orderId: order.id,
      holdId: order.id,
      message: '',
      state: 'proposed',
      changeNumber: null,
    } as const
    await moves.insertMove(tx, { storeId, id: id('move'), ...between, ...move })
    await doorLine.writeTerms(tx, storeId, { isOn: true, partiesMost: 1, callMinutes: 1 })
    await waitlist.insertEntry(tx, {
      ...{ storeId, id: id('entry'), placeId: id('place'), buyerId: id('owner'), quantity: 1 },
      ...{ item: {}, slot: 1, startsAt: new Date('2100-01-01T00:00:00Z') },
    })
  })
})
afterAll(() => engine.close())

async function givenWonLot(tx: Tx, { storeId, lotId }: bids.LotAsk) {
  const times = { startsAt: at('10:00'), endsAt: at('11:00'), hardEndsAt: at('11:00') }
  const prices = { startPrice: 1, reserve: null, buyNow: null, terms: usualTerms }
  const words = { title: '달항아리', description: '', category: 'art' } as const
  const lot = { storeId, id: lotId, ...words, ...prices, ...times, relistedFrom: null }
  await lots.insertLot(tx, lot)
  await chats.makeChat(tx, { storeId, lotId })
  const bidder = { bidder: 1, accountId: id('owner'), maximum: 1, step: 1 }
  await bids.writeBidders(tx, { storeId, lotId }, [bidder])
  await wins.insertWins(tx, { storeId, lotId }, [winOf('hammer', { ...bidder, amount: 1 }, tx.now)])
}

const at = (time: string) => new Date(`2030-01-01T${time}:00Z`)
const by = () => ({ callerId: id('owner'), everyStore: false })
const rowOf = (
  table: 'places' | 'orders' | 'payments' | 'stores' | 'accounts' | 'wallets',
  of: string,
) =>
  ({
    places: sql`select 1 from places where id = ${of}`,
    orders: sql`select 1 from orders where id = ${of}`,
    payments: sql`select 1 from payments where id = ${of}`,
    stores: sql`select 1 from stores where id = ${of}`,
    accounts: sql`select 1 from accounts where id = ${of}`,
    wallets: sql`select 1 from wallets where id = ${of}`,
  })[table]

/** Statements that lock, each with a row that must be locked behind it. */
const locking: Record<string, readonly [(tx: Tx) => Promise<unknown>, () => Sql]> = {
  lockPlaces: [
    (tx) => places.lockPlaces(tx, held.storeId, [id('place')]),
    () => rowOf('places', id('place')),
  ],
  lockForClaims: [
    (tx) => claims.lockForClaims(tx, held.storeId, [id('place')]),
    () => rowOf('places', id('place')),
  ],
  lockComingPlaces: [
    (tx) => dining.lockComingPlaces(tx, held.storeId, id('tableTime')),
    () => rowOf('places', id('coming')),
  ],
  lockOrder: [
    (tx) => orders.lockOrder(tx, held.storeId, held.order.id),
    () => rowOf('orders', held.order.id),
  ],
  lockOrders: [
    (tx) => orders.lockOrders(tx, held.storeId, [held.order.id]),
    () => rowOf('orders', held.order.id),
  ],
  lockOrdersOf: [
    (tx) => orders.lockOrdersOf(tx, held.buyerId),
    () => rowOf('orders', held.order.id),
  ],
  lockHeldPlaces: [
    (tx) => buyers.lockHeldPlaces(tx, held.buyerId),
    () => rowOf('places', id('place')),
  ],
  lockPayment: [
    (tx) => payments.lockPayment(tx, held.storeId, id('payment')),
    () => rowOf('payments', id('payment')),
  ],
  lockAttempts: [
    (tx) => payments.lockAttempts(tx, held.storeId, held.order.id),
    () => rowOf('payments', id('payment')),
  ],
  lockAttemptsOf: [
    (tx) => payments.lockAttemptsOf(tx, held.storeId, [held.order.id]),
    () => rowOf('payments', id('payment')),
  ],
  lockWallet: [
    (tx) => wallets.lockWallet(tx, held.buyerId, 'KRW'),
    () => rowOf('wallets', id('wallet')),
  ],
  lockWalletById: [
    (tx) => wallets.lockWalletById(tx, id('wallet')),
    () => rowOf('wallets', id('wallet')),
  ],
  lockWallets: [
    (tx) => wallets.lockWallets(tx, [held.buyerId]),
    () => rowOf('wallets', id('wallet')),
  ],
  lockOwnWallets: [
    (tx) => wallets.lockOwnWallets(tx, held.buyerId),
    () => rowOf('wallets', id('wallet')),
  ],
  lockCharged: [
    (tx) => wallets.lockCharged(tx, { storeId: PLATFORM_STORE, orderId: id('charge') }),
    () => rowOf('wallets', id('wallet')),
  ],
  lockSpend: [
    (tx) => spends.lockSpend(tx, held.storeId, id('spend')),
    () => sql`select 1 from spends where id = ${id('spend')}`,
  ],
  lockOwnStore: [
    (tx) => stores.lockOwnStore(tx, by(), id('shop')),
    () => rowOf('stores', id('shop')),
  ],
  lockAgainstClaims: [
    (tx) => stores.lockAgainstClaims(tx, id('shop')),
    () => rowOf('stores', id('shop')),
  ],
  holdTimeZone: [(tx) => claims.holdTimeZone(tx, id('shop')), () => rowOf('stores', id('shop'))],
  lockWordless: [
    async (tx) => {
      await tx.run(sql`delete from store_words where store_id = ${id('shop')}`)
      return words.lockWordless(tx, id('shop'))
    },
    () => rowOf('stores', id('shop')),
  ],
  lockOwnTimetable: [
    (tx) => timetables.lockOwnTimetable(tx, by(), id('timetable')),
    () => sql`select 1 from timetables where id = ${id('timetable')}`,
  ],
  lockLeft: [
    (tx) =>
      left.lockLeft(tx, held.storeId, {
        date: '2030-01-01',
        begins: at('00:00'),
        ends: at('23:59'),
      }),
    () => rowOf('places', id('left')),
  ],
  lockShared: [
    (tx) => shared.lockShared(tx, held.storeId),
    () => sql`select 1 from shared_capacities where owner_id = ${id('owner')}`,
  ],
  lockRoom: [
    (tx) => rooms.lockRoom(tx, held.storeId),
    () => sql`select 1 from waiting_rooms where store_id = ${held.storeId}`,
  ],
  keepPerformances: [
    (tx) => concerts.keepPerformances(tx, held.storeId, [id('performance')]),
    () => sql`select 1 from performances where id = ${id('performance')}`,
  ],
  keepOrders: [
    (tx) => tickets.keepOrders(tx, held.storeId, [held.order.id]),
    () => rowOf('orders', held.order.id),
  ],
  lockOrdersOfHolder: [
    (tx) => tickets.lockOrdersOfHolder(tx, held.buyerId),
    () => rowOf('orders', held.order.id),
  ],
  lockPerformances: [
    (tx) => performances.lockPerformances(tx, held.storeId),
    () => sql`select 1 from performances where id = ${id('performance')}`,
  ],
  lockPerformance: [
    (tx) => performances.lockPerformance(tx, held.storeId, id('performance')),
    () => sql`select 1 from performances where id = ${id('performance')}`,
  ],
  lockLot: [
    (tx) => bids.lockLot(tx, { storeId: held.storeId, lotId: id('lot') }),
    () => sql`select 1 from lots where id = ${id('lot')}`,
  ],
  lockWins: [
    (tx) => wins.lockWins(tx, { storeId: held.storeId, lotId: id('lot') }),
    () => sql`select 1 from wins where lot_id = ${id('lot')}`,
  ],
  keepWins: [
    (tx) => wins.keepWins(tx, held.storeId, [{ lotId: id('lot'), buyerId: id('owner') }]),
    () => sql`select 1 from wins where lot_id = ${id('lot')}`,
  ],
  keepDeposits: [
    (tx) => bids.keepDeposits(tx, { storeId: paid.storeId, placeId: id('paid') }, [paid.buyerId]),
    () => rowOf('orders', paid.order.id),
  ],
  lockChat: [
    (tx) => chats.lockChat(tx, { storeId: held.storeId, lotId: id('lot') }),
    () => sql`select 1 from lot_chats where lot_id = ${id('lot')}`,
  ],
  lockEntry: [
    (tx) => waitlist.lockEntry(tx, held.storeId, id('entry')),
    () => sql`select 1 from waitlist_entries where id = ${id('entry')}`,
  ],
  lockLine: [
    (tx) => doorLine.lockLine(tx, held.storeId),
    () => sql`select 1 from door_lines where store_id = ${held.storeId}`,
  ],
  lockMove: [
    (tx) => moves.lockMove(tx, held.storeId, id('move')),
    () => sql`select 1 from moves where id = ${id('move')}`,
  ],
  lockAccount: [
    (tx) => accounts.lockAccount(tx, id('owner')),
    () => rowOf('accounts', id('owner')),
  ],
  lockAccountForShare: [
    (tx) => accounts.lockAccountForShare(tx, id('owner')),
    () => rowOf('accounts', id('owner')),
  ],
  lockByAddress: [
    (tx) => addresses.lockByAddress(tx, id('owner'), 'nobody@example.com'),
    () => rowOf('accounts', id('owner')),
  ],
  lockFactor: [
    (tx) => factors.lockFactor(tx, id('owner')),
    () => sql`select 1 from second_factors where account_id = ${id('owner')}`,
  ],
  lockCredential: [
    (tx) => passkeys.lockCredential(tx, id('passkey')),
    () => sql`select 1 from passkeys where id = ${id('passkey')}`,
  ],
  lockHolder: [
    (tx) => providers.lockHolder(tx, id('ownerEmail')),
    () => rowOf('accounts', id('owner')),
  ],
  lockCode: [
    (tx) => phones.lockCode(tx, id('owner')),
    () => sql`select 1 from phone_codes where account_id = ${id('owner')}`,
  ],
  lockHolders: [
    (tx) => phones.lockHolders(tx, held.buyerId, ['v1.test.one']),
    () => rowOf('accounts', id('owner')),
  ],
  lockNumber: [
    (tx) => phones.lockNumber(tx, held.buyerId, ['v1.test.one']),
    () => sql`select 1 from verified_phones where account_id = ${id('owner')}`,
  ],
  lockBuckets: [
    (tx) => limits.lockBuckets(tx, [id('bucket')]),
    () => sql`select 1 from limit_buckets where key = ${id('bucket')}`,
  ],
  keepAccounts: [
    (tx) => accounts.keepAccounts(tx, [id('owner')]),
    () => rowOf('accounts', id('owner')),
  ],
}

test.each(Object.keys(locking))('%s holds its row until the commit', async (name) => {
  const [lock, row] = locking[name] ?? []
  if (!lock || !row) throw new Error(name)
  const free = sql`${row()} for update skip locked`
  expect(await engine.database.maybe(free)).toBeDefined()
  await engine.database.transaction(async (tx) => {
    await lock(tx)
    expect(await engine.database.maybe(free)).toBeUndefined()
  })
})

/** What takes due work, with the row that another process is about to take. */
const taking: Record<
  string,
  readonly [(on: Queryable, now: Date) => Promise<readonly unknown[]>, () => Sql]
> = {
  leaseDue: [
    (on, now) => payments.leaseDue(on, later(now, 86_400), 'kakaopay', 9),
    () => rowOf('payments', id('payment')),
  ],
  takeDue: [
    (on, now) => mails.takeDue(on, later(now, 86_400), 9),
    () => sql`select 1 from mails where id = ${id('mail')}`,
  ],
  takeOverdue: [
    (on, now) => {
      const far = later(now, 86_400)
      return parcels.takeOverdue(on as Tx, { shipped: far, delivered: far }, 9)
    },
    () => sql`select 1 from parcels where id = ${id('parcel')}`,
  ],
  takeImport: [
    async (on) => {
      const open = await imports.listOpen(on, 1)
      const found = open[0] && (await imports.takeImport(on as Tx, open[0]))
      return found ? [found] : []
    },
    () => sql`select 1 from product_imports where id = ${id('import')}`,
  ],
  leaseOwed: [
    (on, now) => ownerless.leaseOwed({ ...on, now: later(now, 86_400) } as Tx, 9),
    () => rowOf('wallets', id('wallet')),
  ],
}

test.each(Object.keys(taking))('%s does not wait for what another process takes', async (name) => {
  const [take, row] = taking[name] ?? []
  if (!take || !row) throw new Error(name)
  if (name === 'leaseOwed')
    await engine.database.run(sql`
      update wallets set account_id = null, way_back = 'gateway', owed = charged, charged = 0,
                         check_at = now()
       where id = ${id('wallet')}
    `)
  const { now } = await readNow(engine.database)
  await engine.database.transaction(async (tx) => {
    await tx.one(sql`${row()} for update`)
    const soon = new Promise((resolve) => setTimeout(resolve, 2_000, 'it waits').unref())
    expect(await Promise.race([take(engine.database, now), soon])).toEqual([])
  })
  expect(await take(engine.database, now)).toHaveLength(1)
})

test('every statement that locks is among these, or locks and writes in one', async () => {
  const writing = [
    'writeHeld',
    'lockPasses',
    'lockOfBuyers',
    'endDead',
    'receiveWebhook',
    'recordUse',
    'writePhone',
    'writeContacts',
    'takeReminders',
    'takeAlerts',
    'takeLow',
    'removeOldBuckets',
    'eraseDueBookers',
    'forgetAnswered',
    'expireMoves',
    'settleOffers',
  ]
  const found: string[] = []
  for await (const path of glob('src/**/*queries.ts')) {
    const text = await readFile(path, 'utf8')
    for (const [, name = '', body = ''] of text.matchAll(
      /export (?:const|async function|function) (\w+)([\s\S]*?)(?=\nexport |\nconst |$)/g,
    ))
      if (/for (no key )?(update|share)\b/.test(body)) found.push(name)
  }
  const covered = [...Object.keys(locking), ...Object.keys(taking), ...writing]
  expect(found.filter((name) => !covered.includes(name))).toEqual([])
  expect(found.length).toBeGreaterThan(15)
})
