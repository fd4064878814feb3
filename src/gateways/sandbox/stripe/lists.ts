import type { Answer } from '../answer.ts'
import { payments } from '../ledger.ts'
import type { CallContext } from './context.ts'
import * as facts from './facts.ts'
import { answer, Refused } from './refusals.ts'
import { chargeView, disputeView, intentView, refundView } from './views.ts'
import { createdFits, type Fields, pageOf, under } from './wire.ts'

/** Lists and single looks, newest first. */
const pageParameters = ['limit', 'starting_after', 'ending_before', 'created'] as const

/** Every intent of the ledger, newest first. */
const intents = ({ ledger }: CallContext): facts.Intent[] =>
  payments(ledger, null).flatMap((one) => (one.gateway === 'stripe' ? (one as facts.Intent) : []))

const inner = (ask: Fields) => under(ask.list('expand'), 'data') ?? []

export function listIntents(context: CallContext, ask: Fields): Answer {
  ask.only(...pageParameters, 'customer')
  const fitting = intents(context).filter(({ createdAt }) => createdFits(ask, createdAt))
  const page = pageOf(fitting, ask, '/v1/payment_intents')
  const data = page.data.map((intent) => intentView(context, intent, inner(ask)))
  return answer({ ...page, data })
}

/** `metadata['name']:'value'` and `status:'value'`, joined by AND; no other syntax. */
export function searchIntents(context: CallContext, ask: Fields): Answer {
  ask.only('query', 'limit', 'page')
  const clauses = ask.text('query').split(/ AND /i).map(clauseOf)
  const fitting = intents(context).filter((intent) => clauses.every((fits) => fits(intent)))
  const limit = ask.wholeOrNull('limit') ?? 10
  return answer({
    object: 'search_result',
    url: '/v1/payment_intents/search',
    has_more: fitting.length > limit,
    next_page: null,
    data: fitting.slice(0, limit).map((intent) => intentView(context, intent, inner(ask))),
  })
}

function clauseOf(text: string): (intent: facts.Intent) => boolean {
  const clause = /^\s*(?:metadata\[(["'])(.+?)\1\]|(status))\s*:\s*(["'])(.*)\4\s*$/.exec(text)
  if (!clause) throw new Refused('invalid', { param: 'query' })
  const [, , name, isStatus, , value] = clause
  if (isStatus) return ({ status }) => status === value
  return ({ detail }) => detail.metadata[name ?? ''] === value
}

export function listCharges(context: CallContext, ask: Fields): Answer {
  ask.only(...pageParameters, 'payment_intent')
  const wanted = ask.textOrNull('payment_intent')
  const charged = intents(context).filter(
    (intent) =>
      facts.hasCharge(intent) &&
      (wanted ?? intent.id) === intent.id &&
      createdFits(ask, new Date(intent.detail.heldAt ?? 0)),
  )
  const items = charged.map((intent) => ({ intent, id: facts.chargeId(intent) }))
  const page = pageOf(items, ask, '/v1/charges')
  const data = page.data.map(({ intent }) => chargeView(context, intent, inner(ask)))
  return answer({ ...page, data })
}

export function retrieveCharge(context: CallContext, ask: Fields, id: string): Answer {
  const intent = intents(context).find((one) => facts.chargeId(one) === id)
  if (!intent || !facts.hasCharge(intent))
    throw new Refused('resource_missing', { param: 'id' }, `No such charge: '${id}'`)
  return answer(chargeView(context, intent, ask.list('expand')))
}

export function listRefunds(context: CallContext, ask: Fields): Answer {
  ask.only(...pageParameters, 'payment_intent', 'charge')
  const wanted = ask.textOrNull('payment_intent')
  const charge = ask.textOrNull('charge')
  const items = intents(context)
    .filter((intent) => (wanted ?? intent.id) === intent.id)
    .filter((intent) => (charge ?? facts.chargeId(intent)) === facts.chargeId(intent))
    .flatMap((intent) => intent.detail.refunds.map((refund) => ({ intent, refund, id: refund.id })))
    .filter(({ refund }) => createdFits(ask, new Date(refund.createdAt)))
    .reverse()
    .sort((one, other) => other.refund.createdAt - one.refund.createdAt)
  const page = pageOf(items, ask, '/v1/refunds')
  const data = page.data.map(({ intent, refund }) =>
    refundView(context, intent, refund, inner(ask)),
  )
  return answer({ ...page, data })
}

export function listDisputes(context: CallContext, ask: Fields): Answer {
  ask.only(...pageParameters, 'payment_intent', 'charge')
  const wanted = ask.textOrNull('payment_intent')
  const charge = ask.textOrNull('charge')
  const items = intents(context)
    .filter(({ detail }) => detail.disputedAt !== null)
    .filter((intent) => (wanted ?? intent.id) === intent.id)
    .filter((intent) => (charge ?? facts.chargeId(intent)) === facts.chargeId(intent))
    .map((intent) => ({ intent, id: facts.disputeId(intent) }))
  const page = pageOf(items, ask, '/v1/disputes')
  return answer({ ...page, data: page.data.map(({ intent }) => disputeView(context, intent)) })
}

export function retrieveDispute(context: CallContext, _: Fields, id: string): Answer {
  const intent = intents(context).find((one) => facts.disputeId(one) === id)
  if (!intent || intent.detail.disputedAt === null)
    throw new Refused('resource_missing', { param: 'id' }, `No such dispute: '${id}'`)
  return answer(disputeView(context, intent))
}

interface Event {
  readonly id: string
  readonly type: string
  readonly at: Date
  readonly body: object
}

const events = ({ ledger }: CallContext): Event[] =>
  ledger.sql.all`
    select id, type, body, at from events where gateway = 'stripe' order by seq desc`.map(
    ({ id, type, body, at }) => ({
      id: String(id),
      type: String(type),
      at: new Date(Number(at)),
      body: JSON.parse(String(body)) as object,
    }),
  )

export function listEvents(context: CallContext, ask: Fields): Answer {
  ask.only(...pageParameters, 'type', 'types')
  const type = ask.textOrNull('type')
  const types = ask.list('types')
  const fitting = events(context)
    .filter((event) => (type ?? event.type) === event.type)
    .filter((event) => types.length === 0 || types.includes(event.type))
    .filter(({ at }) => createdFits(ask, at))
  const page = pageOf(fitting, ask, '/v1/events')
  return answer({ ...page, data: page.data.map(({ body }) => body) })
}

export function retrieveEvent(context: CallContext, _: Fields, id: string): Answer {
  const event = events(context).find((one) => one.id === id)
  if (!event) throw new Refused('resource_missing', { param: 'id' }, `No such event: '${id}'`)
  return answer(event.body)
}
