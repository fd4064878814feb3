import { expect } from 'vitest'
import type { Engine } from '../src/engine.ts'
import { drain } from '../src/events/relay.ts'
import { gatewaysAt } from '../src/gateways/gateways.ts'
import type { Fault } from '../src/gateways/sandbox/faults.ts'
import { buyerAt, sandboxAt, windowOf } from '../src/gateways/sandbox-buyer.ts'
import { forgetOldKeys } from '../src/http/idempotency.ts'
import type { Id } from '../src/kernel/id.ts'
import { sendAccountMails } from '../src/mail/account-mails.ts'
import { claim } from '../src/orders/claim.ts'
import type { LineAsk } from '../src/orders/claim-rules.ts'
import { expireOrders } from '../src/orders/expire.ts'
import type { Order } from '../src/orders/rules.ts'
import { type ReturnAsk, returnPayment } from '../src/payments/approve.ts'
import { cancelOrder } from '../src/payments/cancel.ts'
import { reconcile } from '../src/payments/reconcile.ts'
import { type Outcome, returnUrl } from '../src/payments/return-address.ts'
import type { Payment } from '../src/payments/rules.ts'
import { startPayment } from '../src/payments/start.ts'
import type { StartAsk } from '../src/payments/start-ask.ts'
import type { paymentView } from '../src/payments/view.ts'
import { placeId } from '../src/places/place-id.ts'
import { sql } from '../src/postgres/sql.ts'
import { expectCleanAudit } from './audited.ts'
import { givenStore, type TestEngine } from './engine.ts'

// Buyers who hold a table and pay at the sandbox; shared by payment tests.

export const PRICE = 12_500

type View = ReturnType<typeof paymentView>

/** A held table and its buyer. */
export interface Held {
  readonly storeId: Id<'Store'>
  readonly buyerId: Id<'Account'>
  readonly order: Order
}

export async function givenBuyer(engine: TestEngine): Promise<Id<'Account'>> {
  const id = engine.newId<'Account'>()
  await engine.database.run(sql`
    insert into accounts (id, email, email_verified, name, created_at, updated_at)
    values (${id}, ${`${id}@buyers.test`}, true, '손님', now(), now())
  `)
  return id
}

/** A line at a place of its own, with room for all who ask. */
export interface LineGiven extends Omit<LineAsk, 'place'> {
  readonly key: string
  readonly startsAt?: Date
}

/** Holds the dinner table of a store; the store has room for one unless told otherwise. */
export async function givenHeld(
  engine: TestEngine,
  given: {
    readonly storeId?: Id<'Store'>
    readonly buyerId?: Id<'Account'>
    readonly startsAt?: Date
    readonly capacity?: number
    /** What is bought instead of one table. */
    readonly lines?: readonly LineGiven[]
    readonly fee?: number
  } = {},
): Promise<Held> {
  const storeId = given.storeId ?? (await givenStore(engine))
  const buyerId = given.buyerId ?? (await givenBuyer(engine))
  const place = {
    id: placeId(storeId, 'dinner'),
    key: 'dinner',
    capacity: given.capacity ?? 1,
    startsAt: given.startsAt ?? null,
  }
  const lines = given.lines?.map(({ key, startsAt = null, ...line }) => ({
    ...line,
    place: { id: placeId(storeId, key), key, capacity: 1_000, startsAt },
  })) ?? [{ place, quantity: 1, unitPrice: PRICE }]
  const { order } = await claim(engine, {
    storeId,
    buyerId,
    title: '저녁',
    holdSeconds: 600,
    lines,
    fee: given.fee ?? 0,
  })
  return { storeId, buyerId, order: order as Order }
}

/** Starts a payment, with its own key unless told otherwise. */
export async function start(
  engine: TestEngine,
  { buyerId, order }: Held,
  { key = engine.newId(), ...more }: { key?: string } & Partial<StartAsk> = {},
): Promise<View> {
  const device = more.device ?? 'desktop'
  const once = { scope: buyerId, key, fingerprint: `start ${order.id} ${device}` }
  const ask = { buyerId, orderId: order.id, gateway: 'kakaopay', device, once, ...more }
  const { stored } = await startPayment(engine, ask)
  return atWindow(engine, JSON.parse(stored))
}

/** Adds the URL of the payment window, also where only the gateway's script would open it. */
export async function atWindow(engine: Engine, view: View): Promise<View> {
  const gateway = engine.gateways.get(view.gateway)
  if (!gateway?.launcher || !view.redirectUrl) return view
  const [cell] = engine.cells
  const { launch, reference } = await cell.database.one<{ launch: object; reference: string }>(
    sql`select launch, reference from payments where id = ${view.id}`,
  )
  return { ...view, redirectUrl: await windowOf(gateway, { is: 'prepared', reference, launch }) }
}

/** The id of a payment at gateways that take ours: the order's number and the attempt's. */
export async function merchantIdOf(engine: TestEngine, { id }: Pick<View, 'id'>): Promise<string> {
  const { merchantId } = await engine.database.one<{ merchantId: string }>(sql`
    select o.number || '-' || p.attempt as "merchantId"
      from payments p join orders o on o.store_id = p.store_id and o.id = p.order_id
     where p.id = ${id}
  `)
  return merchantId
}

/** Presses a button in the payment window, and returns what the browser brings back. */
export async function press(
  { id, redirectUrl }: View,
  button: 'pay' | 'quit' | 'fail' | 'deposit',
): Promise<ReturnAsk> {
  const { query } = await buyerAt(redirectUrl ?? '').press(button)
  const { t = '', ...rest } = query
  return { paymentId: id, token: t, query: rest }
}

/** Returns by a URL without pressing a button: the one for `outcome`. */
export function comeBack(
  engine: TestEngine,
  { storeId }: Held,
  { id }: Pick<View, 'id'>,
  outcome: Outcome,
): Promise<Payment> {
  const { searchParams } = new URL(returnUrl(engine, { storeId, id }, outcome))
  const token = searchParams.get('t') ?? ''
  return returnPayment(engine, { paymentId: id, token, query: { outcome } })
}

/** Starts, pays in the window and returns. */
export const pay = async (
  engine: TestEngine,
  held: Held,
  given: Partial<StartAsk> = {},
): Promise<Payment> => returnPayment(engine, await press(await start(engine, held, given), 'pay'))

/** The gateway charges a buyer who pressed "pay", without telling us. */
export async function charge(engine: TestEngine, { order }: Held, back: ReturnAsk): Promise<void> {
  const { reference, name } = await engine.database.one<{ reference: string; name: string }>(
    sql`select reference, gateway as name from payments where id = ${back.paymentId}`,
  )
  const gateway = engine.gateways.get(name)
  const approved = await gateway?.approve({
    reference,
    clientToken: gateway.parseReturn(back.query).clientToken ?? '',
    orderNumber: order.number,
    buyer: order.id,
    amount: { amount: order.amount, currency: order.currency },
    operationKey: 'not-ours',
  })
  expect(approved?.is).toBe('approved')
}

export const cancel = (engine: TestEngine, { buyerId, order }: Held, key: string = order.id) =>
  cancelOrder(engine, {
    buyerId,
    orderId: order.id,
    once: { scope: buyerId, key, fingerprint: `cancel ${order.id}` },
    answer: ({ status }) => status,
  })

/** Runs the jobs until nothing is due. */
export async function tick(engine: TestEngine): Promise<void> {
  while ((await reconcile(engine)) > 0);
  while ((await expireOrders(engine)) > 0);
  while ((await drain(engine)) > 0);
  await forgetOldKeys(engine)
  await sendAccountMails(engine, { mailer: undefined }, new AbortController().signal)
}

/** Advances the clock in steps of 20 seconds, running the jobs. */
export async function pass(engine: TestEngine, seconds: number): Promise<void> {
  for (let left = seconds; left > 0; left -= 20) {
    await engine.advance(Math.min(left, 20))
    await tick(engine)
  }
}

export const plant = (
  engine: TestEngine,
  { order }: Held,
  fault: Omit<Fault, 'gateway'> & Partial<Pick<Fault, 'gateway'>>,
) =>
  sandboxAt(engine.sandboxUrl).plant({
    gateway: 'kakaopay',
    orderId: order.number,
    ...fault,
  })

/** The same engine with gateway calls through `through`, which may fail or lie. */
export const wired = (engine: TestEngine, through: typeof fetch): TestEngine => {
  const { sandboxUrl: baseUrl } = engine
  const gateways = gatewaysAt(baseUrl, { fetch: through, isReached: false })
  return { ...engine, gateways: new Map(gateways.map((gateway) => [gateway.name, gateway])) }
}

interface Booked {
  readonly id: string
  readonly orderId: string
  readonly status: string
  readonly approvals: readonly { readonly amount: number }[]
  readonly refunded: number
}

/** The sandbox's ledger of an order, or of all. */
export async function ledgerOf(
  engine: TestEngine,
  held?: { readonly order: Pick<Order, 'number'> },
) {
  const url = new URL('/ledger', engine.sandboxUrl)
  if (held) url.searchParams.set('order', held.order.number)
  const response = await fetch(url)
  return (await response.json()) as {
    payments: Booked[]
    sums: { approvals: number; held: number; refunds: number; refunded: number }
  }
}

/** The state of an order: status, lines, attempts, and whether it is pinned. */
export async function standing(engine: TestEngine, { storeId, order }: Held) {
  return engine.database.one<{
    status: Order['status']
    line: string
    remaining: number
    pinned: boolean
    attempts: string[]
    reasons: (string | null)[]
  }>(sql`
    select o.status, l.status as line, p.remaining, o.pinned_at is not null as pinned,
           array(select state from payments where store_id = o.store_id and order_id = o.id
                  order by attempt) as attempts,
           array(select reason from payments where store_id = o.store_id and order_id = o.id
                  order by attempt) as reasons
      from orders o
      join order_lines l on l.store_id = o.store_id and l.order_id = o.id
      join places p on p.store_id = o.store_id and p.id = l.place_id
     where o.store_id = ${storeId} and o.id = ${order.id}
  `)
}

/**
 * A clean audit, and a gateway ledger equal to our books to the won, except for payments that need
 * review.
 */
export async function expectSound(engine: TestEngine): Promise<void> {
  await tick(engine)
  await expectCleanAudit(engine)
  const ours = await engine.database.rows<{
    id: string
    state: string
    names: (string | null)[]
    money: number[]
  }>(
    sql`select id, state, array[reference, approval_reference, id::text] as names,
               array[coalesce(approved, 0), refunded]::float8[] as money
          from payments where gateway <> 'wallet'`,
  )
  const { payments } = await ledgerOf(engine)
  const money = new Map<string, number[]>()
  for (const { id, orderId, approvals, refunded } of payments) {
    const taken = approvals.reduce((sum, { amount }) => sum + amount, 0)
    if (taken === 0) continue
    const known = ours.find(({ names }) => names.includes(id) || names.includes(orderId))
    expect(known, `${id} is nobody's`).toBeDefined()
    const [before = 0, back = 0] = money.get(known?.id ?? '') ?? []
    money.set(known?.id ?? '', [before + taken, back + refunded])
  }
  for (const { id, state, money: booked } of ours)
    if (state !== 'needs-review') expect([id, booked]).toEqual([id, money.get(id) ?? [0, 0]])
}
