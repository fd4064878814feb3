import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Ledger } from './ledger.ts'

/**
 * Faults: what goes wrong between a gateway and those who call it. "After" means that the call was
 * carried out and its answer spoiled, "before" that it never was. A fault waits for the nth call
 * of its operation after it was planted, of one order if it names one, and is used once.
 */
export const faultNames = [
  'reset-before',
  'reset-after',
  'slow', // carried out at once, answered after `delayMs`
  'status-500-after',
  'html-502-after',
  'truncated-after',
  'empty-after',
  'code', // refused with `code` and `extras`; nothing is done
  'code-after', // carried out, yet answered with `code` and `extras`
  'fail', // the approval fails for good: the payment too, answered with `code` (-780) and `extras`
] as const

export interface Fault {
  readonly gateway: 'kakaopay'
  readonly operation: 'ready' | 'approve' | 'order' | 'cancel'
  readonly nth?: number
  readonly partnerOrderId?: string
  readonly fault: (typeof faultNames)[number]
  readonly delayMs?: number
  readonly code?: number
  readonly extras?: object
}

/** Takes the fault that this call meets, if one waits for it; every call brings the others nearer. */
export function takeFault(
  ledger: Ledger,
  met: Pick<Fault, 'gateway' | 'operation'> & { readonly partnerOrderId: string | undefined },
): Fault | undefined {
  const { sql } = ledger
  const { gateway, operation, partnerOrderId = null } = met
  return ledger.change(() => {
    const waiting = sql.all`
      update faults set remaining = remaining - 1
       where gateway = ${gateway} and operation = ${operation}
         and (partner_order_id is null or partner_order_id = ${partnerOrderId})
      returning seq, plan, remaining`
    const due = waiting
      .filter(({ remaining }) => Number(remaining) <= 0)
      .sort((one, other) => Number(one.seq) - Number(other.seq))[0]
    if (!due) return undefined
    sql.run`delete from faults where seq = ${due.seq as number}`
    return JSON.parse(String(due.plan)) as Fault
  })
}

/** Waits without keeping the process alive. */
export const pause = (ms: number) => sleep(ms, undefined, { ref: false })

const plant = ({ sql }: Ledger, fault: Fault) =>
  sql.run`
    insert into faults (plan, gateway, operation, partner_order_id, remaining) values (
      ${JSON.stringify(fault)}, ${fault.gateway}, ${fault.operation},
      ${fault.partnerOrderId ?? null}, ${fault.nth ?? 1}
    )`

/** `POST /faults` plants one, `GET` shows those that wait, `DELETE` takes all away. */
export function faultRoutes(server: FastifyInstance, ledger: Ledger): void {
  const { sql } = ledger

  server.get('/faults', () => ({
    faults: sql.all`select plan from faults order by seq`.map(({ plan }) =>
      JSON.parse(String(plan)),
    ),
  }))
  server.post('/faults', { schema: { body: faultAsk } }, (request, reply) => {
    plant(ledger, request.body as Fault)
    return reply.code(201).send(request.body)
  })
  server.delete('/faults', (_, reply) => {
    sql.run`delete from faults`
    return reply.code(204).send()
  })
}

const faultAsk = {
  type: 'object',
  additionalProperties: false,
  required: ['gateway', 'operation', 'fault'],
  properties: {
    gateway: { enum: ['kakaopay'] },
    operation: { enum: ['ready', 'approve', 'order', 'cancel'] },
    nth: { type: 'integer', minimum: 1 },
    partnerOrderId: { type: 'string' },
    fault: { enum: faultNames },
    delayMs: { type: 'integer', minimum: 0, maximum: 120_000 },
    code: { type: 'integer' },
    extras: { type: 'object' },
  },
  allOf: [
    {
      if: { properties: { fault: { enum: ['code', 'code-after'] } } },
      // biome-ignore lint/suspicious/noThenProperty: a JSON Schema word
      then: { required: ['code'] },
    },
    {
      if: { properties: { fault: { const: 'slow' } } },
      // biome-ignore lint/suspicious/noThenProperty: a JSON Schema word
      then: { required: ['delayMs'] },
    },
    {
      if: { properties: { fault: { const: 'fail' } } },
      // biome-ignore lint/suspicious/noThenProperty: a JSON Schema word
      then: { properties: { operation: { const: 'approve' } } },
    },
  ],
}
