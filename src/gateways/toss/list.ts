import { withOffset } from '../../kernel/time.ts'
import type { ListAsk, Listed, Snapshot, Unknown } from '../../payments/gateway.ts'
import { call, type TossSettings } from './call.ts'
import * as codes from './codes.ts'
import * as shapes from './shapes.ts'
import { snapshotOf } from './snapshot.ts'

/** Page size, and concurrent look-ups: Toss has a rate limit. */
const PAGE = 100
const ATONCE = 5

/**
 * Every payment with a transaction in a period. The list has transactions only, so each payment is
 * looked up; one unknown payment makes the page unknown.
 */
export async function list(settings: TossSettings, { from, to, after }: ListAsk): Promise<Listed> {
  const query = new URLSearchParams({
    startDate: koreanTime(from),
    endDate: koreanTime(to),
    limit: String(PAGE),
    ...(after && { startingAfter: after }),
  })
  const reply = await call(settings, {
    operation: 'transactions',
    path: `/v1/transactions?${query}`,
  })
  const rows = reply.is === 'answered' && shapes.readTransactions(reply.body)
  if (!rows) return codes.unknown(reply)

  const keys = [...new Set(rows.map(({ paymentKey }) => paymentKey))]
  const snapshots: Snapshot[] = []
  for (let at = 0; at < keys.length; at += ATONCE) {
    const read = await Promise.all(keys.slice(at, at + ATONCE).map((key) => look(settings, key)))
    for (const one of read) {
      if ('is' in one) return one
      snapshots.push(one)
    }
  }
  const last = rows.length === PAGE ? rows.at(-1)?.transactionKey : undefined
  return { is: 'listed', snapshots, ...(last && { next: last }) }
}

async function look(settings: TossSettings, paymentKey: string): Promise<Snapshot | Unknown> {
  const path = `/v1/payments/${encodeURIComponent(paymentKey)}`
  const reply = await call(settings, { operation: 'lookup', path })
  const payment = reply.is === 'answered' && shapes.readPayment(reply.body)
  const snapshot = payment && snapshotOf(settings, payment)
  return snapshot || codes.unknown(reply)
}

/** Toss reads Korean wall time without an offset. */
const koreanTime = (at: Date): string => withOffset(at, 'Asia/Seoul').slice(0, 19)
