import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Engine } from '../engine.ts'
import { readLags } from '../events/dead-letters.ts'
import { countOutbox } from '../events/queries.ts'
import type { Handler } from '../events/relay.ts'
import { countWaiting } from '../mail/queries.ts'
import type { MailOutcome } from '../mail/rules.ts'
import type { Cell } from '../postgres/cells.ts'
import type { TextOutcome } from '../texts/port.ts'

/** One registry a process, shared by its servers. */
export const registry = new Registry()
collectDefaultMetrics({ register: registry })

const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
  new Gauge<Label>({ name, help, labelNames, registers: [registry] })
const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
  new Counter<Label>({ name, help, labelNames, registers: [registry] })

export const durations = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'How long requests took, by route, method and status.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [registry],
})
/** `sold-out` among them: how many came too late. */
export const refusals = counter('problems_total', 'Answers that were problems.', 'type', 'status')

/** The log of security events, counted. */
export const securityEvents = counter(
  'security_events_total',
  'Events of accounts: signing in, keys, limits reached.',
  'kind',
  'refusal',
)

const events = counter('events_total', 'Events that left the outbox of this process.', 'topic')
const payments = counter(
  'payments_total',
  'Payments that came to a state, by gateway.',
  'gateway',
  'state',
)
const mails = counter('mails_total', 'Mails that came to an end.', 'outcome')
const texts = counter('texts_total', 'Text messages, by what became of them.', 'outcome')
const mailsWaiting = gauge('mails_waiting', 'Mails that are to be sent.', 'cell')
const mailsFailing = gauge('mails_failing', 'Those of them of which a try failed.', 'cell')
const outbox = gauge('outbox_waiting', 'Events that have not left the outbox.', 'cell')
const outboxSeconds = gauge('outbox_waiting_seconds', 'Age of the oldest of them.', 'cell')
const connections = gauge('database_connections', 'Connections by pool and state.', 'pool', 'state')
const ofConsumer = (name: string, help: string) => gauge(name, help, 'consumer', 'cell')
const lags = {
  behind: ofConsumer('events_behind', 'Events that a consumer has not handled yet.'),
  behindSeconds: ofConsumer('events_behind_seconds', 'Age of the oldest of them.'),
  parked: ofConsumer('events_parked', 'Events that failed or wait behind one that failed.'),
  dead: ofConsumer('dead_letters', 'Events whose last retry failed.'),
}

const PAYMENT = 'payment.'

/** Counts what the relay of this process delivers: the sum over all processes is everything, once. */
export const countEvents: Handler = async (_, delivered) => {
  for (const { topic, body } of delivered) {
    events.labels(topic).inc()
    if (!topic.startsWith(PAYMENT)) continue
    const { gateway = 'unknown' } = body as { gateway?: string }
    payments.labels(gateway, topic.slice(PAYMENT.length)).inc()
  }
}

export const countMail = (outcome: MailOutcome): void => mails.labels(outcome).inc()

export const countText = (outcome: TextOutcome['is']): void => texts.labels(outcome).inc()

/**
 * Reads what the database and the pools say at this moment. What cannot be read is missing and hides
 * nothing else.
 *
 * @param consumers of this installation; default: all that ever were
 */
export async function measure(engine: Engine, consumers?: readonly string[]): Promise<void> {
  measureConnections(engine)
  for (const one of [...Object.values(lags), outbox, outboxSeconds, mailsWaiting, mailsFailing])
    one.reset()
  await Promise.all(engine.cells.map((cell) => measureCell(cell, consumers)))
}

function measureConnections({ house, cells }: Engine): void {
  const [{ database }] = cells
  const uses = { ...house.use(), ...database.use() } // one pool for both, today
  for (const [pool, { open, idle, waiting }] of Object.entries(uses)) {
    connections.set({ pool, state: 'busy' }, open - idle)
    connections.set({ pool, state: 'idle' }, idle)
    connections.set({ pool, state: 'wanted' }, waiting)
  }
}

async function measureCell({ name: cell, database }: Cell, consumers?: readonly string[]) {
  const unread = () => undefined
  const [found = [], waiting, unsent] = await Promise.all([
    readLags(database, consumers).catch(unread),
    countOutbox(database).catch(unread),
    countWaiting(database).catch(unread),
  ])
  for (const { consumer, ...lag } of found)
    for (const which of Object.keys(lags) as (keyof typeof lags)[])
      lags[which].set({ consumer, cell }, lag[which])
  if (waiting) {
    outbox.set({ cell }, waiting.events)
    outboxSeconds.set({ cell }, waiting.seconds)
  }
  if (unsent) {
    mailsWaiting.set({ cell }, unsent.waiting)
    mailsFailing.set({ cell }, unsent.failing)
  }
}
