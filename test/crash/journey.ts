import { openKeyRing } from '../../src/accounts/key-ring.ts'
import { nameBooker } from '../../src/bookings/name.ts'
import { type Engine, makeEngine } from '../../src/engine.ts'
import { placeBooking } from '../../src/front-doors/dining/operations.ts'
import { frontDoors } from '../../src/front-doors/index.ts'
import { gatewaysAt } from '../../src/gateways/gateways.ts'
import { buyerAt } from '../../src/gateways/sandbox-buyer.ts'
import type { Id } from '../../src/kernel/id.ts'
import type { WallDate } from '../../src/kernel/time.ts'
import { returnPayment } from '../../src/payments/approve.ts'
import { cancelOrder } from '../../src/payments/cancel.ts'
import type { Gateway } from '../../src/payments/gateway.ts'
import { returnUrl } from '../../src/payments/return-address.ts'
import { startPayment } from '../../src/payments/start.ts'
import { connect, type Database } from '../../src/postgres/database.ts'
import { sql } from '../../src/postgres/sql.ts'
import { atWindow } from '../paying.ts'

/** Database and sandbox of a server; all processes share them. */
export interface Site {
  readonly databaseUrl: string
  readonly sandboxUrl: string
}

/** Who books which table, and how they pay. */
export interface Journey {
  readonly gateway: string
  readonly buyerId: Id<'Account'>
  readonly restaurantId: Id<'Store'>
  readonly tableTimeId: Id<'TableTime'>
  readonly date: WallDate
}

export const steps = ['book', 'name', 'start', 'return', 'cancel'] as const
export type Step = (typeof steps)[number]

/** An engine as every server process makes it. */
export function openEngine(
  { databaseUrl, sandboxUrl }: Site,
  wrap: {
    database?(database: Database): Database
    gateway?(gateway: Gateway): Gateway
  } = {},
) {
  const opened = connect(databaseUrl, { connections: 4 })
  const database = wrap.database?.(opened) ?? opened
  const gateways = gatewaysAt(sandboxUrl, { isReached: false })
  const engine = makeEngine({
    database,
    doors: frontDoors,
    gateways: gateways.map((gateway) => wrap.gateway?.(gateway) ?? gateway),
    keyRing: openKeyRing([{ id: 'test', key: Buffer.alloc(32, 7) }]),
    secret: 'a secret for tests',
    publicUrl: 'http://localhost:4000',
  })
  return { ...engine, database }
}

interface Leg {
  readonly from: Step
  readonly to: 'return' | 'cancel'
  /** Called before each step. */
  begins(step: Step): void
}

/**
 * Walks a buyer's steps from `from` to `to`. Each step has a fixed idempotency key: an interrupted
 * step is repeated, and gets its first answer if there was one.
 */
export async function walk(
  engine: Engine,
  journey: Journey,
  { from = 'book', to = 'cancel', begins = () => {} }: Partial<Leg> = {},
): Promise<void> {
  const { buyerId } = journey
  const once = (key: Step) => ({ scope: buyerId, key, fingerprint: key })
  const isDone = (step: Step) => steps.indexOf(step) < steps.indexOf(from)

  begins('book')
  const { stored = '' } = await placeBooking(engine, { ...journey, once: once('book') })
  const orderId: Id<'Order'> = JSON.parse(stored).id
  if (!isDone('name')) {
    begins('name')
    await nameBooker(engine, { buyerId, bookingId: orderId, booker })
  }
  if (!isDone('return')) {
    begins('start')
    const ask = { buyerId, orderId, gateway: journey.gateway, once: once('start') }
    const started = await startPayment(engine, { ...ask, device: 'desktop' })
    begins('return')
    const view = await atWindow(engine, JSON.parse(started.stored))
    // A window that cannot be opened again has been paid in: the browser still has its return URL.
    const led = view.redirectUrl
      ? (await buyerAt(view.redirectUrl).press('pay')).query
      : await addressOf(engine, { storeId: journey.restaurantId, id: view.id })
    const { t: token = '', ...query }: Record<string, string> = led
    await returnPayment(engine, { paymentId: view.id, token, query })
  }
  if (to === 'return') return
  begins('cancel')
  await cancelOrder(engine, { buyerId, orderId, once: once('cancel'), answer: () => 'canceled' })
}

async function addressOf(engine: Engine, payment: { storeId: Id<'Store'>; id: Id<'Payment'> }) {
  const url = new URL(returnUrl(engine, payment, 'success'))
  const { reference } = await engine.cells[0].database.one<{ reference: string }>(
    sql`select reference from payments where store_id = ${payment.storeId} and id = ${payment.id}`,
  )
  url.searchParams.set('payment_intent', reference) // Stripe's; the windows of others can be reopened
  return Object.fromEntries(url.searchParams)
}

const booker = { name: '김손님', phone: '010-1234-5678', message: '창가 자리로 부탁합니다' }
