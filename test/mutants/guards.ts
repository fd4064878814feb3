import type { Mutant } from './copy.ts'

/** Guards of money, places and days: `npm test` removes each and expects its tests to be red. */
export const guards: readonly Mutant[] = [
  {
    what: 'that claims lock their places',
    suites: ['src/orders/claim.test.ts'],
    file: 'src/orders/claim-queries.ts',
    is: 'order by p.id\n       for update',
    becomes: 'order by p.id',
  },
  {
    what: 'that services lock their places',
    suites: ['src/front-doors/timetables/gate.test.ts'],
    file: 'src/orders/claim-queries.ts',
    is: 'order by p.id\n       for update',
    becomes: 'order by p.id',
  },
  {
    what: 'that seats are locked before they are chosen',
    suites: ['src/front-doors/concerts/races.test.ts'],
    file: 'src/orders/claim-queries.ts',
    is: 'order by p.id\n       for update',
    becomes: 'order by p.id',
  },
  {
    what: 'that carts lock the stock and the coupon that they order',
    suites: ['src/front-doors/shop/checkout/races.test.ts'],
    file: 'src/orders/claim-queries.ts',
    is: 'order by p.id\n       for update',
    becomes: 'order by p.id',
  },
  {
    what: 'that a seat whose place somebody else has created is not sold again',
    suites: ['src/front-doors/concerts/races.test.ts'],
    file: 'src/orders/claim-write.ts',
    is: "if (done.status === 'fulfilled' && done.value.made < made.length) throw lost()",
    becomes: '',
  },
  {
    what: 'that the best seats are chosen of what the claims before have left',
    suites: ['src/front-doors/concerts/booking.test.ts'],
    file: 'src/orders/claim-rules.ts',
    is: 'const lines = ask.choose ? ask.choose(left) : ask.lines',
    becomes: 'const lines = ask.choose ? ask.choose(facts.available) : ask.lines',
  },
  {
    what: 'that a performance does not change under a claim',
    suites: ['src/front-doors/concerts/races.test.ts'],
    file: 'src/front-doors/concerts/queries.ts',
    is: 'order by p.id\n       for share',
    becomes: 'order by p.id',
  },
  {
    what: 'that bids and the end of a lot take turns',
    suites: [
      'src/front-doors/auctions/races.test.ts',
      'src/front-doors/auctions/bid-rules.test.ts',
    ],
    file: 'src/front-doors/auctions/bid-queries.ts',
    is: '\n       for update of l',
    becomes: '',
  },
  {
    what: 'that messages of a lot take turns',
    suites: ['test/locks.test.ts'],
    file: 'src/front-doors/auctions/chat/queries.ts',
    is: '\n       for update of c',
    becomes: '',
  },
  {
    what: 'that a call is looked up when its answer was lost',
    suites: ['src/payments/storm.test.ts'],
    file: 'src/payments/verdict-rules.ts',
    is: "if (reply.is === 'unknown') return { is: 'wait', reason: reply.reason }",
    becomes: "if (reply.is === 'unknown') return { is: 'expired', reason: reply.reason }",
  },
  {
    what: 'that an answer must fit its payment',
    suites: ['src/payments/forged.test.ts'],
    file: 'src/payments/verdict-rules.ts',
    is: "['amount', snapshot.amount.amount, payment.amount],",
    becomes: '',
  },
  {
    what: 'that joins of a waiting room take turns',
    suites: ['src/waiting-room/line.test.ts'],
    file: 'src/waiting-room/queries.ts',
    is: `where r.store_id = \${storeId} and r.closed_at is null
       for no key update`,
    becomes: `where r.store_id = \${storeId} and r.closed_at is null`,
  },
  {
    what: 'that a claim asks for the pass in its own transaction',
    suites: ['src/waiting-room/passes.test.ts'],
    file: 'src/waiting-room/passes.ts',
    is: 'if (mayClaim(pass, tx.now)) return []',
    becomes: 'return []',
  },
  {
    what: 'that no gateway is called inside a transaction',
    suites: ['src/payments/slow.test.ts'],
    file: 'src/payments/call-gateway.ts',
    is: 'if (inTransaction())',
    becomes: 'if (inTransaction() && !name)',
  },
  {
    what: 'that units are given back under the locks of their order',
    suites: ['src/payments/give-back.test.ts'],
    file: 'src/payments/give-back.ts',
    is: 'const { order } = await lockToCancel(tx, ref)',
    becomes: 'const [order] = (await orders.readOrders(tx, ref.storeId, [ref.id])) as never',
  },
  {
    what: 'that a wallet’s part goes along',
    suites: ['src/payments/wallet.test.ts'],
    file: 'src/payments/wallet-part.ts',
    is: 'if (!walletPart) return undefined',
    becomes: 'if (!walletPart || tx) return undefined',
  },
  {
    what: 'that charges are counted under the wallet’s lock',
    suites: ['src/wallets/limit.test.ts'],
    file: 'src/wallets/queries.ts',
    is: `where w.account_id = any(\${accountIds}::uuid[])
     order by w.id
       for update of w`,
    becomes: `where w.account_id = any(\${accountIds}::uuid[])
     order by w.id`,
  },
  {
    what: 'that money which comes back for who left is owed to them',
    suites: ['src/payments/owner-left.test.ts'],
    file: 'src/wallets/spends/rules.ts',
    is: "if (!wayBack) return 'charged'",
    becomes: "if (!wayBack || wayBack) return 'charged'",
  },
  {
    what: 'that the day is asked for again under the lock',
    suites: ['src/front-doors/timetables/midnight.test.ts'],
    file: 'src/orders/standing.ts',
    is: 'if (clock.timeZone && !batch.isSameOn(wallDate(tx.now, clock.timeZone))) return clock',
    becomes: '',
  },
  {
    what: 'that the day of a claim is asked for under the lock',
    suites: ['src/front-doors/timetables/booking.test.ts'],
    file: 'src/orders/claim.ts',
    is: 'if (store && !batch.isSameOn(wallDate(askedAt, store.timeZone))) return clock',
    becomes: '',
  },
  {
    what: 'that the clock is read behind the lock',
    suites: ['src/front-doors/timetables/midnight.test.ts'],
    file: 'src/postgres/transaction.ts',
    is: 'sql`select clock_now() as now`',
    becomes: 'sql`select now() + ahead as now from clock`',
  },
]
