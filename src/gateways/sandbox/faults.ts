import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { type Ledger, set, setting } from './ledger.ts'
import { type GatewayName, gatewayNames } from './rules.ts'

/**
 * Fault injection. "After": the call was
 * carried out and its reply spoiled; "before": it was not. A fault waits for the nth call
 * of its operation, optionally of one order, and is used once.
 */
export const callFaults = [
  'reset-before',
  'reset-after',
  'slow', // carried out at once, answered after `delayMs`
  'drip', // carried out at once, answered a byte at a time over `delayMs`
  'status-500-after',
  'html-502-after',
  'truncated-after',
  'empty-after',
  'alter-after', // answered with the members of `alter` laid over the true ones
  'code', // refused with `code` and `extras`; nothing is done
  'code-after', // carried out, yet answered with `code` and `extras`
  'fail', // the approval and the payment fail, answered with `code` and `extras`
  'unauthorized', // as with an expired key or token; nothing is done
  'too-many', // above the quota; nothing is done
  'missing', // not found, as on a lagging replica
  'pending-success', // a cancel that takes ten minutes
  'pending-failure', // and one that fails after ten minutes
] as const

/** Faults of the operation `webhook`. */
export const webhookFaults = [
  'drop',
  'delay', // by `delayMs`, on the sandbox's clock
  'duplicate', // five times at once, one id
  'duplicate-fresh', // five times at once, each with an id of its own
  'no-signature',
  'wrong-key',
  'altered-body',
  'stale', // signed an hour ago
  'future', // signed an hour from now
  'two-signatures', // one by a key of tomorrow, one by ours
] as const

export type FaultName = (typeof callFaults)[number] | (typeof webhookFaults)[number]

export interface Fault {
  readonly gateway: GatewayName
  readonly operation: string
  readonly nth?: number
  readonly orderId?: string
  readonly fault: FaultName
  readonly delayMs?: number
  readonly code?: number | string
  readonly extras?: object
  readonly alter?: object
}

interface CallKey {
  readonly gateway: GatewayName
  readonly operation: string
  readonly orderId: string | undefined
}

/** Takes the fault due for this call, and decrements the counters of the others. */
export function takeFault(ledger: Ledger, call: CallKey): Fault | undefined {
  const { sql } = ledger
  const { gateway, operation, orderId = null } = call
  const isCalm = !sql.get`select 1 from faults limit 1` && !setting(ledger, 'storm')
  if (isCalm) return undefined
  return ledger.change(() => {
    const waiting = sql.all`
      update faults set remaining = remaining - 1
       where gateway = ${gateway} and operation = ${operation}
         and (order_id is null or order_id = ${orderId})
      returning seq, plan, remaining`
    const due = waiting
      .filter(({ remaining }) => Number(remaining) <= 0)
      .sort((one, other) => Number(one.seq) - Number(other.seq))[0]
    if (!due) return stormFault(ledger, call)
    sql.run`delete from faults where seq = ${due.seq as number}`
    return JSON.parse(String(due.plan)) as Fault
  })
}

/** An unref'd timer. */
export const pause = (ms: number) => sleep(ms, undefined, { ref: false })

/** Faults of a storm: each leaves the outcome unknown to the caller. */
const stormFaults = [
  'reset-before',
  'reset-after',
  'status-500-after',
  'html-502-after',
  'truncated-after',
  'empty-after',
] as const

export interface Storm {
  readonly seed: string
  readonly percent: number
}

/**
 * Random fault injection, derived from a hash of seed, order and call number: the same seed hits
 * the same calls in any interleaving.
 */
function stormFault(
  ledger: Ledger,
  { gateway, operation, orderId = '' }: CallKey,
): Fault | undefined {
  const storm = stormOf(ledger)
  if (!storm || operation === 'webhook') return undefined
  const { seed, percent } = storm
  const row = ledger.sql.get`
    insert into calls (gateway, operation, order_id, count)
    values (${gateway}, ${operation}, ${orderId}, 1)
    on conflict do update set count = count + 1
    returning count`
  const hash = createHash('sha256')
    .update([seed, gateway, operation, orderId, row?.count].join(' '))
    .digest()
  if (hash.readUInt16BE(0) % 100 >= percent) return undefined
  const fault = stormFaults[hash.readUInt16BE(2) % stormFaults.length] as FaultName
  return { gateway, operation, fault }
}

export const stormOf = (ledger: Ledger): Storm | undefined => {
  const text = setting(ledger, 'storm')
  return text ? (JSON.parse(String(text)) as Storm) : undefined
}

/** Starts a storm with all counters reset; 0 per cent ends it. */
export function beginStorm(ledger: Ledger, storm: Storm): void {
  ledger.sql.run`delete from calls`
  set(ledger, 'storm', JSON.stringify(storm))
}

export const plant = ({ sql }: Ledger, fault: Fault) =>
  sql.run`
    insert into faults (plan, gateway, operation, order_id, remaining) values (
      ${JSON.stringify(fault)}, ${fault.gateway}, ${fault.operation}, ${fault.orderId ?? null},
      ${fault.nth ?? 1}
    )`

/**
 * `POST /faults` plants one, `DELETE` removes all and the storm; faults-page.ts shows them.
 * `POST /storm {seed, percent}` starts a storm; 0 per cent ends it.
 */
export function faultRoutes(server: FastifyInstance, ledger: Ledger): void {
  const { sql } = ledger

  server.post('/faults', { schema: { body: faultAsk } }, (request, reply) => {
    plant(ledger, request.body as Fault)
    return reply.code(201).send(request.body)
  })
  server.delete('/faults', (_, reply) => {
    sql.run`delete from faults`
    sql.run`delete from settings where name = 'storm'`
    return reply.code(204).send()
  })
  server.post('/storm', { schema: { body: stormAsk } }, (request) => {
    beginStorm(ledger, request.body as Storm)
    return request.body
  })
}

export const waitingFaults = ({ sql }: Ledger): Fault[] =>
  sql.all`select plan from faults order by seq`.map(({ plan }) => JSON.parse(String(plan)))

export const stormAsk = {
  type: 'object',
  additionalProperties: false,
  required: ['seed', 'percent'],
  properties: {
    seed: { type: 'string', maxLength: 100 },
    percent: { type: 'integer', minimum: 0, maximum: 100 },
  },
}

// biome-ignore-start lint/suspicious/noThenProperty: a JSON Schema word
export const faultAsk = {
  type: 'object',
  additionalProperties: false,
  required: ['gateway', 'operation', 'fault'],
  properties: {
    gateway: { enum: gatewayNames },
    operation: { type: 'string', minLength: 1, maxLength: 40 },
    nth: { type: 'integer', minimum: 1 },
    orderId: { type: 'string' },
    fault: { enum: [...callFaults, ...webhookFaults] },
    delayMs: { type: 'integer', minimum: 0, maximum: 86_400_000 },
    code: { type: ['integer', 'string'] },
    extras: { type: 'object' },
    alter: { type: 'object' },
  },
  allOf: [
    {
      if: { properties: { fault: { enum: ['code', 'code-after'] } } },
      then: { required: ['code'] },
    },
    {
      if: { properties: { fault: { enum: ['slow', 'drip', 'delay'] } } },
      then: { required: ['delayMs'] },
    },
    {
      if: { properties: { fault: { const: 'alter-after' } } },
      then: { required: ['alter'] },
    },
    {
      if: { properties: { fault: { enum: webhookFaults } } },
      then: { properties: { operation: { const: 'webhook' } } },
    },
    {
      if: { properties: { operation: { const: 'webhook' } } },
      then: { properties: { fault: { enum: webhookFaults } } },
    },
  ],
}
// biome-ignore-end lint/suspicious/noThenProperty: a JSON Schema word
