import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { later } from '../../kernel/time.ts'
import { clockNow } from './clock.ts'
import { takeFault } from './faults.ts'
import { type Ledger, set, setting } from './ledger.ts'
import type { Provider, Sent, WebhookStyle } from './provider.ts'
import type { GatewayName } from './rules.ts'

interface Event {
  readonly gateway: GatewayName
  readonly orderId: string
  /** The target; default: the merchant's address for this gateway. */
  readonly url?: string | undefined
  readonly eventId?: string
  /** By its id, for gateways that include the id. */
  readonly body: object | ((eventId: string) => object)
}

/** The merchant's address for a gateway; undefined while no target is set. */
export const merchantAddress = (ledger: Ledger, gateway: GatewayName): string | undefined => {
  const target = setting(ledger, 'webhook-target')
  return target ? `${target}/v1/webhooks/${gateway}` : undefined
}

/** Queues a webhook, in the transaction of the change that it reports. */
export function queueWebhook(ledger: Ledger, event: Event): void {
  const { gateway, orderId, eventId = randomUUID(), body } = event
  const url = event.url ?? merchantAddress(ledger, gateway)
  if (!url) return
  const fault = takeWebhookFault(ledger, { gateway, orderId })
  if (fault?.fault === 'drop') return
  const now = clockNow(ledger)
  const isMany = fault?.fault === 'duplicate' || fault?.fault === 'duplicate-fresh'
  for (let at = 0; at < (isMany ? 5 : 1); at++) {
    const id = fault?.fault === 'duplicate-fresh' ? randomUUID() : eventId
    const dueAt = now.getTime() + (fault?.fault === 'delay' ? (fault.delayMs ?? 0) : 0)
    ledger.sql.run`
      insert into webhooks (gateway, event_id, order_id, url, body, spoiled, created_at, due_at)
      values (${gateway}, ${id}, ${orderId}, ${url},
              ${JSON.stringify(typeof body === 'function' ? body(id) : body)},
              ${fault?.fault ?? null}, ${now.getTime()}, ${dueAt})`
  }
}

/** a transaction is open already, so the fault is taken inside it */
const takeWebhookFault = (ledger: Ledger, told: { gateway: GatewayName; orderId: string }) =>
  takeFault({ ...ledger, change: (work) => work() }, { ...told, operation: 'webhook' })

/** Delivers all due webhooks concurrently, one attempt each. */
export async function deliverDue(ledger: Ledger, providers: readonly Provider[]): Promise<void> {
  const now = clockNow(ledger)
  const due = ledger.sql.all`
    update webhooks set tries = tries + 1, due_at = null
     where due_at <= ${now.getTime()}
    returning seq, gateway, event_id as "eventId", url, body, spoiled, tries, answers`
  await Promise.all(
    due.map(async (row) => {
      const style = providers.find(({ name }) => name === row.gateway)?.webhooks
      if (!style) return
      const attempt = Number(row.tries)
      const status = await deliver(style, row as never, attempt, now)
      const wait = style.retryMinutes[attempt - 1]
      const isHeard = status >= 200 && status < 300
      const isDone = wait === undefined || !(style.retriesOn?.(status) ?? !isHeard)
      const dueAt = isDone ? null : later(clockNow(ledger), wait * 60).getTime()
      const answers = [...(JSON.parse(String(row.answers)) as number[]), status]
      ledger.sql.run`
        update webhooks set answers = ${JSON.stringify(answers)}, due_at = ${dueAt}
         where seq = ${row.seq as number}`
    }),
  )
}

/** @returns the merchant's HTTP status; 0 without a reply */
async function deliver(
  style: WebhookStyle,
  row: { eventId: string; url: string; body: string; spoiled: string | null },
  attempt: number,
  now: Date,
): Promise<number> {
  const { eventId, url, body, spoiled } = row
  const shift = spoiled === 'stale' ? -3600 : spoiled === 'future' ? 3600 : 0
  const signed = { at: later(now, shift), machineAt: later(new Date(), shift) }
  const sent = { eventId, body, attempt, ...signed, spoiled: spoiled as Sent['spoiled'] }
  const arrives = spoiled === 'altered-body' ? body.replace('{', '{"altered":true,') : body
  try {
    const { status } = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...style.headersOf(sent) },
      body: arrives,
      redirect: 'manual',
      signal: AbortSignal.timeout(style.timeoutMs),
    })
    return status
  } catch {
    return 0
  }
}

/** `GET /webhooks` lists webhooks; `POST /webhooks/target {url}` sets the merchant's address. */
export function webhookRoutes(server: FastifyInstance, ledger: Ledger): void {
  server.get('/webhooks', () => ({
    webhooks: ledger.sql.all`
      select seq, gateway, event_id as "eventId", order_id as "orderId", url, body, spoiled, tries,
             answers, due_at as "dueAt"
        from webhooks order by seq desc limit 1000`.map((row) => ({
      ...row,
      body: JSON.parse(String(row.body)),
      answers: JSON.parse(String(row.answers)),
    })),
  }))
  server.post('/webhooks/target', { schema: { body: targetAsk } }, (request) => {
    set(ledger, 'webhook-target', (request.body as { url: string }).url)
    return request.body
  })
}

const targetAsk = {
  type: 'object',
  additionalProperties: false,
  required: ['url'],
  properties: { url: { type: 'string', pattern: '^https?://[^/]+$' } },
}
