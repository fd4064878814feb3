import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sandboxKeys } from '../src/gateways/sandbox/keys.ts'
import { insertMove, insertPayment, openLedger } from '../src/gateways/sandbox/ledger.ts'
import { startJobs } from '../src/jobs/jobs.ts'
import type { Id } from '../src/kernel/id.ts'
import { sql } from '../src/postgres/sql.ts'
import { startChild } from './child.ts'
import { type BenchEngine, connectEngine, givenRestaurant, hotClaims } from './engine.ts'
import { type Bench, measureRate, perSecond, type Rate, say, setting, whole } from './measure.ts'

const waiting = 64
const all = 100_000

/**
 * Payments with lost answers, settled by looking each up at the gateway (the sandbox in its own
 * process); and what claims lose meanwhile.
 */
export const reconciling: Bench = {
  name: 'reconcile',
  async run(ground) {
    const url = await ground.database()
    const stale = setting('BENCH_STALE', 10_000)
    const folder = join(ground.folder, 'stale')
    const sandbox = startChild('./sandbox.ts')
    const owner = connectEngine(url)
    try {
      const storeId = await givenRestaurant(owner)
      for (const set of ['1', '2']) await givenStale(owner, storeId, { stale, folder, set })
      await owner.database.run(sql`update payments set check_at = null where reference like 'T2%'`)
      const { url: sandboxUrl } = await sandbox.ask<{ url: string }>({ folder })
      const engine = connectEngine(url, sandboxUrl)
      try {
        const quiet = await settleAll(engine)
        await engine.database.run(
          sql`update payments set check_at = now() where reference like 'T2%'`,
        )
        const claimOne = hotClaims(engine, await givenRestaurant(engine))
        await measureRate(4_000, waiting, claimOne)
        const before = await measureRate(20_000, waiting, claimOne)
        let isOver = false
        const settling = settleAll(engine).finally(() => {
          isOver = true
        })
        const beside = await claimUntil(() => isOver, claimOne)
        const busy = await settling
        const after = await measureRate(20_000, waiting, claimOne)
        say(
          `claims/s before, beside, after: ${[before, beside, after].map((it) => whole(perSecond(it))).join(' ')}`,
        )
        const needs = all / perSecond(busy)
        const ratio = perSecond(beside) / perSecond(before, after)
        return [
          {
            measure: `${whole(stale)} stale payments settled beside claims`,
            figure: `${whole(perSecond(busy))}/s: ${whole(all)} in ${whole(needs)} s`,
            comparedWith: `${whole(perSecond(quiet))}/s alone`,
            ratio: perSecond(busy) / perSecond(quiet),
            goal: '100,000 in ≤ 300 s',
            met: needs <= 300,
          },
          {
            measure: 'claims while stale payments are settled, in process',
            figure: `${whole(perSecond(beside))}/s`,
            comparedWith: `${whole(perSecond(before, after))}/s without`,
            ratio,
            goal: '≥ 0.8×',
            met: ratio >= 0.8,
          },
        ]
      } finally {
        await engine.database.close()
      }
    } finally {
      await sandbox.stop()
      await owner.database.close()
      await ground.drop(url)
    }
  },
}

/** By the jobs of a running product, which yield most of the time to requests. */
async function settleAll(engine: BenchEngine): Promise<Rate> {
  const due = () =>
    engine.database.one<{ count: number }>(sql`
      select count(*)::integer as count from payments
       where gateway = 'kakaopay' and check_at <= clock_now() + interval '30 seconds'
    `)
  const { count } = await due()
  const beganAt = performance.now()
  const jobs = startJobs(engine, { failed: (job, error) => say(`${job}: ${error.message}`) })
  while ((await due()).count > 0) await pause(100)
  const seconds = (performance.now() - beganAt) / 1000
  await jobs.stop()
  return { count, seconds }
}

async function claimUntil(isOver: () => boolean, claimOne: () => Promise<unknown>) {
  const beganAt = performance.now()
  let count = 0
  await Promise.all(
    Array.from({ length: waiting }, async () => {
      while (!isOver()) {
        await claimOne()
        count += 1
      }
    }),
  )
  return { count, seconds: (performance.now() - beganAt) / 1000 }
}

/** Pinned orders whose approval is unknown here and done at the gateway. */
async function givenStale(
  engine: BenchEngine,
  storeId: Id<'Store'>,
  { stale, folder, set }: { stale: number; folder: string; set: string },
) {
  const rows = await engine.database.rows<{ tid: string; number: string; orderId: string }>(sql`
    with place as (
      insert into places (store_id, id, key, capacity, remaining)
      values (${storeId}, gen_random_uuid(), ${`stale ${set}`}, ${stale}::integer, 0) returning id
    ), made as (
      insert into orders (store_id, id, number, buyer_id, title, status, amount, currency,
                          created_at, expires_at, pinned_at)
      select ${storeId}, gen_random_uuid(), '20261124193000-' || ${set}::text || lpad(at::text, 7, '0'),
             gen_random_uuid(), '저녁', 'ready', 12500, 'KRW', now(), now() + interval '1 hour', now()
        from generate_series(1, ${stale}::integer) as at
      returning id, number, buyer_id
    ), lines as (
      insert into order_lines (store_id, order_id, place_id, buyer_id, quantity, unit_price, status)
      select ${storeId}, made.id, place.id, made.buyer_id, 1, 12500, 'held' from made, place
    ), paying as (
      insert into payments (store_id, id, order_id, attempt, gateway, state, amount, currency,
                            device, reference, client_token, created_at, changed_at,
                            session_expires_at, check_at)
      select ${storeId}, gen_random_uuid(), id, 1, 'kakaopay', 'approve-unknown', 12500, 'KRW',
             'desktop', 'T' || rpad(right(number, 8), 19, '0'), 'token', now(), now(),
             now() + interval '15 minutes', now() from made
      returning id, reference, order_id
    ), noted as (
      insert into payment_events (store_id, payment_id, seq, state, at)
      select ${storeId}, id, 1, 'approve-unknown', now() from paying
    )
    select reference as tid, number, order_id as "orderId"
      from paying join made on made.id = paying.order_id
  `)
  const ledger = openLedger(folder)
  const createdAt = new Date()
  ledger.change(() => {
    for (const { tid, number, orderId } of rows) {
      const money = { amount: 12_500, taxFree: 0, vat: 1_136 }
      insertPayment(ledger, {
        ...money,
        gateway: 'kakaopay',
        id: tid,
        orderId: number,
        windowKey: tid,
        title: '저녁',
        currency: 'KRW',
        status: 'SUCCESS_PAYMENT',
        token: 'token',
        method: 'MONEY',
        detail: { cid: sandboxKeys.kakaoPay.cid, partnerUserId: orderId, quantity: 1 },
        createdAt,
      })
      insertMove(ledger, {
        ...money,
        id: `A${tid}`,
        paymentId: tid,
        type: 'approval',
        note: null,
        at: createdAt,
      })
    }
  })
  ledger.close()
}
