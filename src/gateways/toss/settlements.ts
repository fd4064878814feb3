import type { Settled, SettledAsk, SettledPage } from '../../payments/gateway.ts'
import { isJsonObject, readEach, text, whole } from '../json-fields.ts'
import { call, type TossSettings } from './call.ts'
import * as codes from './codes.ts'

const PAGE = 100

/** What is settled by the days on which it was sold; pages are numbered from 1. */
export async function settlements(
  settings: TossSettings,
  { from, to, after = '1' }: SettledAsk,
): Promise<SettledPage> {
  const query = new URLSearchParams({
    startDate: from,
    endDate: to,
    dateType: 'soldDate',
    page: after,
    size: String(PAGE),
  })
  const path = `/v1/settlements?${query}`
  const reply = await call(settings, { operation: 'settlements', path })
  const rows = reply.is === 'answered' && Array.isArray(reply.body) ? reply.body : undefined
  const settled = rows && readEach(rows, readSettled)
  if (!settled) return codes.unknown(reply)
  return {
    is: 'listed',
    settled,
    ...(settled.length === PAGE && { next: String(Number(after) + 1) }),
  }
}

const day = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined

/** Fees are named one by one, or as a sum, or not at all: what counts is what is paid out. */
function readSettled(row: unknown): Settled | undefined {
  if (!isJsonObject(row)) return undefined
  const [key, reference] = [text(row.transactionKey), text(row.orderId)]
  const [amount, payout] = [whole(row.amount), whole(row.payOutAmount)]
  const soldOn = day(row.soldDate)
  if (!key || !reference || !amount || payout === undefined || !soldOn) return undefined
  return { key, reference, amount, payout, soldOn, paidOutOn: day(row.paidOutDate) ?? null }
}
