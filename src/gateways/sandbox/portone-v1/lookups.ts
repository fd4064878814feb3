import { clockNow } from '../clock.ts'
import { type Ledger, movesOf, paymentById, payments, paymentsByOrder } from '../ledger.ts'
import { type PortOnePayment, portOne, unix } from './facts.ts'
import { Refused, sentences } from './refusals.ts'
import { paymentView } from './views.ts'

/** The path and query parameters of a lookup. */
export interface Asked {
  readonly params: Readonly<Record<string, string | undefined>>
  readonly query: Readonly<Record<string, string | readonly string[] | undefined>>
}

interface CallContext {
  readonly ledger: Ledger
  readonly url: string
}

const statuses = ['ready', 'paid', 'cancelled', 'failed']
const MOST = 1000
const IDS_MOST = 100
const WINDOW_SECONDS = 90 * 86_400

/** By PortOne's id. Payments of the test channel are omitted by default. */
export function byImpUid(context: CallContext, asked: Asked): object {
  const payment = paymentById(context.ledger, 'portone-v1', asked.params.impUid ?? '')
  const [found] = shown(payment ? [portOne(payment)] : [], asked)
  if (!found) throw new Refused(sentences.missing, 404)
  return view(context, found)
}

/** The first in the requested order. */
export function find(context: CallContext, asked: Asked): object {
  const [found] = ofOrder(context, asked)
  if (!found) throw new Refused(sentences.missing, 404)
  return view(context, found)
}

export function findAll(context: CallContext, asked: Asked): object {
  const found = ofOrder(context, asked)
  if (found.length === 0) throw new Refused(sentences.missing, 404)
  return paged(context, found, asked)
}

/** Up to a hundred by either id; `isPartial` if some are missing. */
export function many(context: CallContext, asked: Asked): { list: object[]; isPartial: boolean } {
  const impUids = all(asked.query['imp_uid[]'])
  const merchantUids = all(asked.query['merchant_uid[]'])
  if (impUids.length + merchantUids.length > IDS_MOST) throw new Refused(sentences.wrong, 400)
  const found = [
    ...impUids.map((id) => paymentById(context.ledger, 'portone-v1', id)),
    ...merchantUids.map((id) => paymentsByOrder(context.ledger, 'portone-v1', id)[0]),
  ]
  const known = shown(
    found.flatMap((payment) => (payment ? [portOne(payment)] : [])),
    asked,
  )
  if (known.length === 0) throw new Refused(sentences.missing, 404)
  const list = known.map((payment) => view(context, payment))
  return { list, isPartial: known.length < found.length }
}

/** By current status, in a period of at most 90 days by the time of that status. */
export function byStatus(context: CallContext, asked: Asked): object {
  const { status = '' } = asked.params
  if (status !== 'all' && !statuses.includes(status)) throw new Refused(sentences.wrong, 400)
  const to = number(asked.query.to) ?? unix(clockNow(context.ledger))
  const from = number(asked.query.from) ?? to - WINDOW_SECONDS
  if (to - from > WINDOW_SECONDS) throw new Refused(sentences.wrong, 400)
  const ours = payments(context.ledger, null).filter(({ gateway }) => gateway === 'portone-v1')
  const found = shown(ours.map(portOne), asked).filter((payment) => {
    const at = timesOf(context, payment).standing
    return (status === 'all' || payment.status === status) && at >= from && at <= to
  })
  return paged(context, sorted(context, found, asked), asked)
}

function ofOrder(context: CallContext, asked: Asked): PortOnePayment[] {
  const { merchantUid = '', status } = asked.params
  if (status && !statuses.includes(status)) throw new Refused(sentences.wrong, 400)
  const found = paymentsByOrder(context.ledger, 'portone-v1', merchantUid).map(portOne)
  const wanted = shown(found, asked).filter((payment) => !status || payment.status === status)
  return sorted(context, wanted, asked)
}

const shown = (found: readonly PortOnePayment[], { query }: Asked): readonly PortOnePayment[] =>
  query.include_sandbox === 'true' ? found : found.filter(({ detail }) => detail.isLive)

/** Default: `-started`; a minus means descending. */
function sorted(context: CallContext, found: readonly PortOnePayment[], { query }: Asked) {
  const [, minus, by] = /^(-?)(started|paid|updated)$/.exec(text(query.sorting) ?? '-started') ?? []
  if (!by) throw new Refused(sentences.wrong, 400)
  const times = new Map(found.map((payment) => [payment.id, timesOf(context, payment)]))
  const timeOf = ({ id }: PortOnePayment) => times.get(id)?.[by as 'started'] ?? 0
  // the ledger's order, latest first, breaks ties
  const rising = found.toReversed().sort((one, other) => timeOf(one) - timeOf(other))
  return minus ? rising.reverse() : rising
}

function timesOf({ ledger }: CallContext, { id, status, createdAt, detail }: PortOnePayment) {
  const refunded = movesOf(ledger, id).findLast(({ type }) => type === 'refund')
  const started = unix(createdAt)
  const [paid, failed, cancelled] = [detail.paidAt, detail.failedAt, refunded?.at].map(unix)
  const times = { ready: started, paid, failed, cancelled }
  const updated = Math.max(started, paid ?? 0, failed ?? 0, cancelled ?? 0)
  return { started, paid: paid ?? 0, updated, standing: times[status] ?? started }
}

function paged(context: CallContext, found: readonly PortOnePayment[], { query }: Asked): object {
  const limit = number(query.limit) ?? 20
  const page = number(query.page) ?? 1
  if (limit < 1 || limit > MOST || page < 1) throw new Refused(sentences.wrong, 400)
  const from = (page - 1) * limit
  if (from > 0 && from >= found.length) throw new Refused(sentences.wrong, 400)
  return {
    total: found.length,
    previous: page - 1,
    next: from + limit < found.length ? page + 1 : 0,
    list: found.slice(from, from + limit).map((payment) => view(context, payment)),
  }
}

const view = ({ ledger, url }: CallContext, payment: PortOnePayment): object =>
  paymentView(payment, movesOf(ledger, payment.id), url)

type Told = string | readonly string[] | undefined
const all = (told: Told): readonly string[] =>
  told === undefined ? [] : typeof told === 'string' ? [told] : told
const text = (told: Told): string | undefined => all(told)[0]

function number(told: Told): number | undefined {
  const written = text(told)
  if (written === undefined || written === '') return undefined
  if (!/^\d{1,12}$/.test(written)) throw new Refused(sentences.wrong, 400)
  return Number(written)
}
