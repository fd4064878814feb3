import { addDays, startOfDay, wallDate } from '../../../kernel/time.ts'
import { sandboxKeys } from '../keys.ts'
import type { Ledger } from '../ledger.ts'
import { Refused } from './refusals.ts'
import { time } from './views.ts'

const SIZE = 100
const SIZE_MOST = 5000
const PAYOUT_DAYS = 2
/** Of the amount, its tax included. */
const FEE_PERCENT = 3.3

interface Query {
  readonly startDate?: string
  readonly endDate?: string
  readonly dateType?: string
  readonly page?: string
  readonly size?: string
}

/**
 * Transactions by the day they are settled by, a day after it is over: the fee is 3.3%, the payout two days
 * later. A cancel is negative, and gives its fee back.
 */
export function settlements({ sql }: Ledger, asked: Query, now: Date): object[] {
  const { dateType = 'soldDate', page = '1', size = String(SIZE) } = asked
  const shift = dateType === 'paidOutDate' ? -PAYOUT_DAYS : 0
  if (!['soldDate', 'paidOutDate'].includes(dateType)) throw new Refused('INVALID_REQUEST')
  const from = startOfDay(addDays(day(asked.startDate), shift), 'Asia/Seoul')
  const to = startOfDay(addDays(day(asked.endDate), shift + 1), 'Asia/Seoul')
  const today = startOfDay(wallDate(now, 'Asia/Seoul'), 'Asia/Seoul')
  const [limit, offset] = [whole(size, SIZE_MOST), (whole(page) - 1) * whole(size, SIZE_MOST)]
  const rows = sql.all`
    select m.id, m.type, m.amount, m.note, m.at, p.id as "paymentKey", p.order_id as "orderId",
           p.currency, p.method
      from moves m join payments p on p.id = m.payment_id
     where p.gateway = 'toss' and m.at >= ${from.getTime()}
       and m.at < ${Math.min(to.getTime(), today.getTime())}
     order by m.seq limit ${limit} offset ${offset}`
  return rows.map(({ id, type, amount, note, at, ...row }) => {
    const soldDate = wallDate(new Date(at as number), 'Asia/Seoul')
    const isCancel = type === 'refund'
    return {
      mId: sandboxKeys.toss.mId,
      transactionKey: id,
      ...row,
      ...moneyOf(Number(amount), isCancel ? -1 : 1),
      approvedAt: time(new Date(at as number)),
      soldDate,
      paidOutDate: addDays(soldDate, PAYOUT_DAYS),
      cancel: isCancel
        ? { transactionKey: id, cancelReason: note ?? '', cancelAmount: amount }
        : null,
    }
  })
}

function moneyOf(amount: number, sign: 1 | -1) {
  const fee = Math.round((amount * FEE_PERCENT) / 100)
  const supply = Math.round(fee / 1.1)
  return {
    amount: sign * amount,
    interestFee: 0,
    fees: [{ type: 'BASE', fee: sign * fee }],
    supplyAmount: sign * supply,
    vat: sign * (fee - supply),
    payOutAmount: sign * (amount - fee),
  }
}

function day(text = ''): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new Refused('INVALID_REQUEST')
  return text
}

function whole(text: string, most = Number.MAX_SAFE_INTEGER): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > most) throw new Refused('INVALID_REQUEST')
  return number
}
