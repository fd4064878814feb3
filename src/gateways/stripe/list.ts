import type Stripe from 'stripe'
import type { ListAsk, Listed, Lookup } from '../../payments/gateway.ts'
import { isJsonObject } from '../json-fields.ts'
import { call } from './call.ts'
import * as codes from './codes.ts'
import { lookup } from './lookup.ts'
import { readEvent } from './shapes.ts'

/** Events that move or release money. */
const types = [
  'payment_intent.succeeded',
  'payment_intent.canceled',
  'charge.refunded',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.closed',
  'charge.dispute.funds_reinstated',
]

/** Each event costs a lookup, so pages are short. Stripe keeps events for thirty days. */
const PAGE = 25

/** Lists by events. Their payload may be stale, so each payment is looked up. */
export async function list(client: Stripe, ask: ListAsk, isLive: boolean): Promise<Listed> {
  const created = { gte: secondOf(ask.from), lte: secondOf(ask.to) }
  const after = ask.after ? { starting_after: ask.after } : {}
  const reply = await call('list-events', () =>
    client.events.list({ types, created, limit: PAGE, ...after }),
  )
  if (reply.is !== 'answered') return codes.unknown(reply)
  const { data, has_more: hasMore } = reply.body
  if (!Array.isArray(data) || typeof hasMore !== 'boolean') return codes.incomplete
  const events = data.filter(isJsonObject).flatMap((one) => readEvent(one) ?? [])
  const ids = new Set(events.flatMap(({ intentId }) => intentId ?? []))
  const said = await Promise.all([...ids].map((id) => lookup(client, id, isLive)))
  const lost = said.find((one) => one.is === 'unknown')
  if (lost) return lost
  const next = hasMore ? events.at(-1)?.id : undefined
  return { is: 'listed', snapshots: said.flatMap(oursIn), ...(next && { next }) }
}

/** An account may have payments of other systems, which carry no order of ours. */
const oursIn = (said: Lookup) =>
  said.is === 'found' && said.snapshot.orderNumber !== '' ? [said.snapshot] : []

const secondOf = (at: Date) => Math.floor(at.getTime() / 1000)
