import { sandboxKeys } from '../keys.ts'
import type { Ledger } from '../ledger.ts'
import { Refused } from './refusals.ts'
import { time } from './views.ts'

/** Default and maximum page size. */
const LIMIT = 100
const LIMIT_MOST = 5000

interface Query {
  readonly startDate?: string
  readonly endDate?: string
  readonly startingAfter?: string
  readonly limit?: string
}

/** All transactions of a period, oldest first, its last second included. */
export function transactions({ sql }: Ledger, asked: Query): object[] {
  const from = instant(asked.startDate)
  const to = instant(asked.endDate) + 999
  const limit = asked.limit === undefined ? LIMIT : Number(asked.limit)
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MOST)
    throw new Refused('INVALID_REQUEST')
  const after = asked.startingAfter ? seqOf({ sql }, asked.startingAfter) : 0
  const rows = sql.all`
    select m.id, m.type, m.amount, m.at, p.id as "paymentKey", p.order_id as "orderId",
           p.currency, p.method, p.status, p.detail
      from moves m join payments p on p.id = m.payment_id
     where p.gateway = 'toss' and m.at between ${from} and ${to} and m.seq > ${after}
     order by m.seq limit ${limit}`
  return rows.map(({ id, type, at, status, detail, ...row }) => ({
    mId: sandboxKeys.toss.mId,
    transactionKey: id,
    ...row,
    customerKey: (JSON.parse(String(detail)) as { customerKey: string | null }).customerKey,
    useEscrow: false,
    status: type === 'approval' ? 'DONE' : status,
    transactionAt: time(new Date(at as number)),
  }))
}

function seqOf({ sql }: Pick<Ledger, 'sql'>, key: string): number {
  const row = sql.get`select seq from moves where id = ${key}`
  if (!row) throw new Refused('INVALID_TRANSACTION_KEY')
  return Number(row.seq)
}

/** Korean wall time, unless it has an offset. */
function instant(text = ''): number {
  const at = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}+09:00`)
  if (Number.isNaN(at)) throw new Refused('INVALID_REQUEST')
  return at
}
