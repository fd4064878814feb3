import type {
  Approval,
  CancelAsk,
  Cancellation,
  Gateway,
  ListAsk,
  Listed,
  Lookup,
  PrepareAsk,
  Prepared,
  RawCall,
  Returned,
  WebhookRead,
} from '../../payments/gateway.ts'
import { text, wholeOrDigits } from '../json-fields.ts'
import { unpaidBy } from '../quit.ts'
import {
  CALL_SECONDS,
  type Connection,
  connect,
  type PortOneV1Settings,
  type Reply,
  unknown,
} from './call.ts'
import { isMissing, isWorded } from './codes.ts'
import { launcherOf, launchOf } from './launch.ts'
import * as shapes from './shapes.ts'
import { snapshotOf } from './snapshot.ts'

/** About as long as the PGs' windows stay open. */
const SESSION_SECONDS = 1800
/** The limit of a merchant_uid. */
const ID_MOST = 40
const PAGE = 100

interface World {
  readonly settings: PortOneV1Settings
  readonly connection: Connection
}

/**
 * PortOne V1 (iamport). The browser flow charges without our approval; PortOne calls our
 * `confirm_url` just before. Its order id, the `merchant_uid`, is the number
 * of our order and attempt; its id of each attempt, the `imp_uid`, is the approval's reference. It has no idempotency
 * key: the amount is locked in advance, and a cancel sends the expected balance (`checksum`).
 */
export function portOneV1(settings: PortOneV1Settings): Gateway {
  const world: World = { settings, connection: connect(settings) }
  return {
    name: 'portone-v1',
    approveMode: 'auto',
    currencies: ['KRW'],
    sessionSeconds: SESSION_SECONDS,
    takesDeposits: true,
    callSeconds: CALL_SECONDS,
    prepare: (ask) => prepare(world, ask),
    parseReturn,
    approve: (ask) => approve(world, ask.reference),
    lookup: (ask) => lookup(world, ask.reference),
    cancel: (ask) => cancel(world, ask),
    launcher: launcherOf(settings),
    readWebhook,
    readConfirm,
    list: (ask) => list(world, ask),
  }
}

/** An imp_uid can be forged: the payment is looked up by our id. */
const parseReturn = ({
  error_code: code,
  error_msg: message,
}: Readonly<Record<string, string>>): Returned =>
  code || message ? { left: unpaidBy(code, message) } : {}

/** Locks the amount. An equal amount that is locked already is accepted. */
async function prepare({ settings, connection }: World, ask: PrepareAsk): Promise<Prepared> {
  const { merchantId, amount } = ask
  if (amount.currency !== 'KRW') return { is: 'rejected', reason: 'portone-v1 takes KRW only' }
  if (merchantId.length > ID_MOST) return { is: 'rejected', reason: 'portone-v1: id too long' }
  const lock = { merchant_uid: merchantId, amount: amount.amount }
  let reply = await connection.write('/payments/prepare', lock)
  if (reply.is === 'refused' && isWorded(reply.refusal))
    reply = await connection.read(`/payments/prepare/${encodeURIComponent(merchantId)}`)
  if (reply.is === 'denied') return { ...reply, is: 'rejected', configuration: true }
  const locked = reply.is === 'answered' && shapes.readPrepared(reply.body)
  if (!locked || locked.merchantUid !== merchantId) return unknown('prepare', reply)
  if (locked.amount !== amount.amount)
    return { is: 'rejected', reason: `portone-v1 has this id locked at ${locked.amount}` }
  return { is: 'prepared', reference: merchantId, launch: launchOf(settings, ask) }
}

/** PortOne V1 has no approval: looks up whether it has charged. */
async function approve(world: World, reference: string): Promise<Approval> {
  const said = await lookup(world, reference)
  if (said.is === 'unknown') return said
  if (said.is === 'found' && said.snapshot.state === 'paid')
    return { is: 'approved', snapshot: said.snapshot }
  const state = said.is === 'found' ? said.snapshot.state : said.is
  return { is: 'unknown', reason: `portone-v1 has not charged: ${state}` }
}

async function lookup({ settings, connection }: World, reference: string): Promise<Lookup> {
  const reply = await attemptsOf(settings, connection, reference)
  if (reply.is === 'refused' && isMissing(reply.refusal)) return { is: 'not-found' }
  const read = reply.is === 'answered' && shapes.readAttempts(reply.body)
  if (!read) return unknown('findAll', reply)
  if (read.attempts.length === 0) return { is: 'not-found' }
  const snapshot = snapshotOf(settings, read.attempts)
  if ('unknownStatus' in snapshot)
    return { is: 'unknown', reason: `portone-v1 status ${snapshot.unknownStatus}` }
  return { is: 'found', snapshot }
}

/** All attempts under our id: `find` returns only one of them, not always the paid one. */
const attemptsOf = (settings: PortOneV1Settings, connection: Connection, id: string) =>
  connection.read(
    `/payments/findAll/${encodeURIComponent(id)}?${query(settings, { limit: 1000, sorting: 'started' })}`,
  )

/** Lookups omit payments of a test channel by default. */
const query = ({ isTest }: PortOneV1Settings, members: Readonly<Record<string, string | number>>) =>
  new URLSearchParams({
    ...Object.fromEntries(Object.entries(members).map(([name, value]) => [name, String(value)])),
    ...(isTest && { include_sandbox: 'true' }),
  })

/**
 * Refunds. Sends the expected balance as `checksum`: of two concurrent cancels PortOne refuses
 * one. An amount of 0 would refund everything, so it is never sent.
 */
async function cancel({ settings, connection }: World, ask: CancelAsk): Promise<Cancellation> {
  if (ask.amount.amount < 1) return { is: 'rejected', reason: 'portone-v1: nothing to give back' }
  const reply = await connection.write('/payments/cancel', {
    ...(ask.approvalReference
      ? { imp_uid: ask.approvalReference }
      : { merchant_uid: ask.reference }),
    amount: ask.amount.amount,
    tax_free: ask.taxFree,
    checksum: ask.balance,
    reason: shapes.reasonWith(ask.reason, ask.operationKey),
  })
  if (reply.is === 'denied') return { ...reply, is: 'rejected', configuration: true }
  if (reply.is === 'refused' && isWorded(reply.refusal))
    return refusedCancel(settings, connection, ask, reply)
  const attempt = reply.is === 'answered' && shapes.readAttempt(reply.body)
  if (!attempt) return unknown('cancel', reply)
  return canceledBy(attempt, ask)
}

/** The payment after our cancel, found by our key; a missing cancel is pending. */
function canceledBy(attempt: shapes.Attempt, ask: CancelAsk): Cancellation {
  const ours = attempt.cancels.find(({ operationKey }) => operationKey === ask.operationKey)
  const balance = attempt.amount - attempt.canceled
  if (ours && ours.amount === ask.amount.amount && ours.reference !== '')
    return { is: 'canceled', refundReference: ours.reference, balance }
  if (!ours && balance === ask.balance) return { is: 'pending', refundReference: ask.operationKey }
  return { is: 'unknown', reason: `portone-v1 has ${attempt.canceled} given back` }
}

/**
 * A payment into a virtual account can be refunded only to an account that the buyer names, which
 * needs a person. Any other refusal may mean that an earlier attempt was carried out.
 */
async function refusedCancel(
  settings: PortOneV1Settings,
  connection: Connection,
  ask: CancelAsk,
  refused: Reply,
): Promise<Cancellation> {
  const reply = await attemptsOf(settings, connection, ask.reference)
  const read = reply.is === 'answered' ? shapes.readAttempts(reply.body) : undefined
  const attempt = read?.attempts.find(({ status }) => status === 'paid')
  const isUntouched = attempt && attempt.amount - attempt.canceled === ask.balance
  if (isUntouched && attempt.method === 'vbank')
    return { is: 'rejected', reason: 'portone-v1 needs the account that the money goes back to' }
  return unknown('cancel', refused)
}

function readWebhook({ body }: RawCall): WebhookRead {
  const call = shapes.readCall(body)
  const reference = text(call?.merchant_uid)
  const approvalReference = text(call?.imp_uid)
  if (!reference && !approvalReference)
    return { is: 'rejected', reason: 'portone-v1: it names no payment' }
  const kind = text(call?.status) ?? 'unnamed'
  const eventId = [approvalReference ?? reference, kind, text(call?.cancellation_id) ?? '']
  return {
    is: 'hint',
    eventId: eventId.join(' ').trim().slice(0, 200),
    kind,
    trust: 'unsigned',
    ...(reference && { reference }),
    ...(approvalReference && { approvalReference }),
  }
}

function readConfirm({ body }: RawCall): { reference: string; amount: number } | undefined {
  const call = shapes.readCall(body)
  const reference = text(call?.merchant_uid)
  const amount = wholeOrDigits(call?.amount)
  return reference && amount !== undefined ? { reference, amount } : undefined
}

/** The two lists of payments with money, in order. */
const listed: readonly string[] = ['paid', 'cancelled']

/**
 * Paid payments, then fully refunded ones, in a period of at most 90 days. PortOne filters by
 * the last change of status only: a partial refund is in the list of the day of the payment.
 */
async function list({ settings, connection }: World, ask: ListAsk): Promise<Listed> {
  const [from = 'paid', page = '1'] = (ask.after ?? '').split(':').filter((part) => part !== '')
  const at = listed.indexOf(from)
  const status = listed[at]
  if (!status || !/^\d{1,9}$/.test(page))
    return { is: 'unknown', reason: 'portone-v1: no such page' }
  const asked = query(settings, {
    page,
    limit: PAGE,
    sorting: 'started',
    from: Math.floor(ask.from.getTime() / 1000),
    to: Math.ceil(ask.to.getTime() / 1000),
  })
  const reply = await connection.read(`/payments/status/${status}?${asked}`)
  const read = reply.is === 'answered' && shapes.readAttempts(reply.body)
  if (!read) return unknown('status', reply)
  const snapshots = read.attempts.map((attempt) => snapshotOf(settings, [attempt]))
  const known = snapshots.flatMap((one) => ('unknownStatus' in one ? [] : one))
  if (known.length < snapshots.length) return { is: 'unknown', reason: 'portone-v1 status' }
  const after = listed[at + 1]
  const next = read.next ? `${status}:${read.next}` : after && `${after}:1`
  return { is: 'listed', snapshots: known, ...(next && { next }) }
}
