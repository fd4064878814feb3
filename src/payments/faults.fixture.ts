import { expect } from 'vitest'
import type { TestEngine } from '../../test/engine.ts'
import { type Held, ledgerOf, merchantIdOf, standing, tick } from '../../test/paying.ts'
import type { Fault } from '../gateways/sandbox/faults.ts'
import { sandboxAt } from '../gateways/sandbox-buyer.ts'
import { sql } from '../postgres/sql.ts'

/** The purpose of a gateway's operation. */
export type Role = 'prepare' | 'approve' | 'lookup' | 'cancel' | 'close' | 'list' | 'token'

/** A fault without its target. */
export type Spoiled = Omit<Fault, 'gateway' | 'operation' | 'orderId'>

/** A gateway's operations at the sandbox, and the meaning of its replies. */
export interface GatewayCase {
  readonly gateway: Fault['gateway']
  readonly asked: Readonly<Record<string, Role>>
  /** Operations that we never call. */
  readonly unasked: readonly string[]
  /** Operations that no payment waits for; their faults are tested with their readers. */
  readonly aside?: readonly string[]
  /** A decline by the bank, and its operation. */
  readonly decline: Spoiled & { readonly operation: string }
  /** Inconclusive error codes of approve and cancel. */
  readonly vagueApprove: readonly (string | number)[]
  readonly vagueCancel: readonly (string | number)[]
  /** Final states when a refusal is replayed for its idempotency key. */
  readonly refused: { readonly approve: string; readonly cancel: string }
  /** Final state after an outage longer than the session. */
  readonly outage: string
  /** Whether refunds may be pending. */
  readonly mayTakeItsTime: boolean
  /** Error code of a final refusal of a refund. */
  readonly noRefund?: string | number
  /** Seconds after which approval is impossible. */
  readonly tooLate?: number
  /** Its state for such a payment; default expired. */
  readonly lateIs?: string
  /** A look-up reply with an unknown status. */
  readonly tomorrow: object
  /** Alterations of replies: operation, patch, and the review reason. */
  readonly lies: readonly (readonly [operation: string, alter: object, reason: string])[]
}

export const gatewayCases: readonly GatewayCase[] = [
  {
    gateway: 'kakaopay',
    asked: {
      ready: 'prepare',
      approve: 'approve',
      order: 'lookup',
      cancel: 'cancel',
    },
    unasked: [],
    decline: { operation: 'approve', fault: 'fail', code: -780 },
    vagueApprove: [-702, -780, -785, -500, -9999],
    vagueCancel: [-722, -780, -9999],
    noRefund: -798,
    tooLate: 900,
    mayTakeItsTime: false,
    outage: 'expired',
    refused: { approve: 'fulfilled', cancel: 'refunded' },
    tomorrow: { status: 'PAID_BY_TELEPATHY' },
    lies: [
      ['approve', { amount: { total: 1 } }, 'differs: amount'],
      ['approve', { amount: { tax_free: 1 } }, 'differs: taxFree'],
      ['approve', { tid: 'T1' }, 'differs: reference'],
      ['approve', { partner_order_id: 'another' }, 'differs: orderNumber'],
      ['approve', { partner_user_id: 'another' }, 'differs: buyer'],
    ],
  },
  {
    gateway: 'toss',
    asked: {
      confirm: 'approve',
      lookup: 'lookup',
      cancel: 'cancel',
      transactions: 'list',
    },
    unasked: ['create'],
    aside: ['settlements'],
    decline: {
      operation: 'confirm',
      fault: 'fail',
      code: 'REJECT_CARD_PAYMENT',
    },
    vagueApprove: ['PROVIDER_ERROR', 'ALREADY_PROCESSED_PAYMENT', 'A_CODE_OF_TOMORROW'],
    vagueCancel: ['FAILED_REFUND_PROCESS', 'ALREADY_CANCELED_PAYMENT', 'A_CODE_OF_TOMORROW'],
    noRefund: 'EXCEED_MAX_REFUND_DUE',
    tooLate: 600,
    mayTakeItsTime: true,
    outage: 'expired',
    refused: { approve: 'expired', cancel: 'needs-review' },
    tomorrow: { status: 'PAID_BY_TELEPATHY' },
    lies: [
      ['confirm', { totalAmount: 1 }, 'differs: amount'],
      ['confirm', { currency: 'USD' }, 'differs: currency'],
      ['confirm', { taxFreeAmount: 1 }, 'differs: taxFree'],
      ['confirm', { mId: 'another' }, 'differs: mId'],
      ['confirm', { metadata: { orderNumber: 'another' } }, 'differs: orderNumber'],
      ['confirm', { metadata: { buyer: 'another' } }, 'differs: buyer'],
    ],
  },
  {
    gateway: 'portone-v2',
    asked: {
      'pre-register': 'prepare',
      confirm: 'approve',
      get: 'lookup',
      cancel: 'cancel',
      'virtual-account-close': 'close',
      list: 'list',
    },
    unasked: [
      ...['login', 'refresh', 'capture', 'resend-webhook'],
      ...['session', 'get-session', 'close-session'],
    ],
    decline: {
      operation: 'confirm',
      fault: 'fail',
      code: 'PG_PROVIDER',
      extras: {
        pgCode: 'REJECT_CARD_COMPANY',
        pgMessage: '카드사에서 거절했습니다',
      },
    },
    vagueApprove: ['PG_PROVIDER', 'ALREADY_PAID', 'IDEMPOTENCY_OUTSTANDING_REQUEST', 'OF_TOMORROW'],
    vagueCancel: ['PG_PROVIDER', 'PAYMENT_ALREADY_CANCELLED', 'OF_TOMORROW'],
    noRefund: 'MAX_CANCEL_COUNT_REACHED',
    tooLate: 600,
    lateIs: 'declined',
    mayTakeItsTime: true,
    outage: 'declined',
    refused: { approve: 'declined', cancel: 'refunded' },
    tomorrow: { status: 'PAID_BY_TELEPATHY' },
    lies: [
      ['get', { amount: { total: 1 } }, 'differs: amount'],
      ['get', { currency: 'USD' }, 'differs: currency'],
      ['get', { amount: { taxFree: 1 } }, 'differs: taxFree'],
      ['get', { storeId: 'another' }, 'differs: store'],
      ['get', { channel: { key: 'another' } }, 'differs: channel'],
      ['get', { channel: { type: 'LIVE' } }, 'differs: test or live'],
    ],
  },
  {
    gateway: 'portone-v1',
    asked: {
      getToken: 'token',
      prepare: 'prepare',
      readPrepared: 'prepare',
      findAll: 'lookup',
      cancel: 'cancel',
      status: 'list',
    },
    unasked: ['changePrepared', 'payment', 'find', 'many', 'window', 'pay'],
    decline: { operation: 'pay', fault: 'fail', code: 'CARD_LIMIT' },
    vagueApprove: [],
    vagueCancel: [1, -1],
    mayTakeItsTime: true,
    outage: 'quit',
    refused: { approve: 'fulfilled', cancel: 'refunded' },
    tomorrow: { response: { list: [{ status: 'levitating' }] } },
    lies: [],
  },
  {
    gateway: 'stripe',
    asked: {
      create: 'prepare',
      capture: 'approve',
      retrieve: 'lookup',
      refund: 'cancel',
      cancel: 'close',
      'list-events': 'list',
    },
    unasked: [
      ...['list', 'search', 'update', 'confirm', 'list-refunds', 'retrieve-refund'],
      ...['update-refund', 'cancel-refund', 'list-charges', 'retrieve-charge'],
      ...['list-disputes', 'retrieve-dispute', 'retrieve-event'],
    ],
    decline: { operation: 'capture', fault: 'fail', code: 'card_declined' },
    vagueApprove: ['lock_timeout', 'processing_error', 'payment_intent_unexpected_state'],
    vagueCancel: ['lock_timeout', 'charge_already_refunded', 'of_tomorrow'],
    noRefund: 'charge_disputed',
    tooLate: 7 * 86_400,
    mayTakeItsTime: true,
    outage: 'fulfilled',
    refused: { approve: 'fulfilled', cancel: 'refunded' },
    tomorrow: { status: 'paid_by_telepathy' },
    lies: [
      ['capture', { amount_received: 1 }, 'differs: amount'],
      ['capture', { currency: 'usd' }, 'differs: currency'],
      ['capture', { livemode: true }, 'differs: livemode'],
      ['capture', { metadata: { order_number: 'another' } }, 'differs: orderNumber'],
      ['capture', { metadata: { buyer: 'another' } }, 'differs: buyer'],
      ['capture', { metadata: { tax_free: '1' } }, 'differs: taxFree'],
    ],
  },
]

/** The gateway's operation for `role`, if it has one. */
export const operationFor = ({ asked }: GatewayCase, role: Role): string | undefined =>
  Object.keys(asked).find((operation) => asked[operation] === role)

/** Plants a fault for one payment, by its reference at the gateway. */
export async function plantFor(
  engine: TestEngine,
  { gateway }: Pick<GatewayCase, 'gateway'>,
  { order }: Held,
  { id }: { readonly id: string },
  fault: Spoiled & { readonly operation: string },
) {
  const isByOrder = gateway === 'kakaopay' || gateway === 'stripe'
  const orderId = isByOrder ? order.number : await merchantIdOf(engine, { id })
  return sandboxAt(engine.sandboxUrl).plant({ gateway, orderId, ...fault })
}

/** Faults not triggered yet. */
export async function waitingFaults({ sandboxUrl }: TestEngine): Promise<Fault[]> {
  const { faults } = await (await fetch(`${sandboxUrl}/faults`)).json()
  return faults
}

/** Captures and refunds of an order at the sandbox, by any reference. */
export async function moneyOf(engine: TestEngine, { storeId, order }: Held) {
  const payments = await engine.database.rows<{ id: string }>(
    sql`select ${order.number} || '-' || attempt as id from payments
         where store_id = ${storeId} and order_id = ${order.id}`,
  )
  const names = [order.number, ...payments.map(({ id }) => id)]
  const books = await Promise.all(
    names.map((number) => ledgerOf(engine, { order: { number } as Held['order'] })),
  )
  const sum = (of: 'approvals' | 'refunds' | 'held') =>
    books.reduce((total, { sums }) => total + sums[of], 0)
  return {
    approvals: sum('approvals'),
    refunds: sum('refunds'),
    held: sum('held'),
  }
}

/**
 * Advances the clock until an order has this state, by default at most ten minutes, and asserts it.
 * After ten minutes it advances in steps of ten minutes.
 */
export async function comesTo(
  engine: TestEngine,
  held: Held,
  is: { readonly status: string; readonly attempts: readonly string[] },
  most = 600,
): Promise<void> {
  for (let waited = 0; waited < most; waited += waited < 600 ? 20 : 600) {
    const { status, attempts } = await standing(engine, held)
    if (status === is.status && `${attempts}` === `${is.attempts}`) break
    await engine.advance(waited < 600 ? 20 : 600)
    await tick(engine)
  }
  expect(await standing(engine, held)).toMatchObject(is)
}
