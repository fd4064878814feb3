import type { FastifyInstance } from 'fastify'
import { withOffset } from '../../kernel/time.ts'
import { type Ledger, set, setting } from './ledger.ts'

/** The sandbox's clock: the machine's plus an offset, which is stored and never decreases. */
export const clockNow = (ledger: Ledger): Date => new Date(Date.now() + aheadMs(ledger))

/** As KakaoPay writes instants: Korean wall time without an offset. */
export const koreanTime = (at: Date): string => withOffset(at, 'Asia/Seoul').slice(0, 19)

const aheadMs = (ledger: Ledger): number => Number(setting(ledger, 'ahead-ms') ?? 0)

/** `GET /clock`, and `POST /clock {aheadMs}`: the total offset from the machine's clock. */
export function clockRoutes(
  server: FastifyInstance,
  ledger: Ledger,
  onMoved: () => Promise<void>,
): void {
  const view = () => ({ now: clockNow(ledger).toISOString(), aheadMs: aheadMs(ledger) })

  server.get('/clock', view)
  server.post('/clock', { schema: { body: clockAsk } }, async (request, reply) => {
    const { aheadMs: ahead } = request.body as { aheadMs: number }
    if (ahead < aheadMs(ledger))
      return reply.code(409).send({ error: 'The clock never goes back.' })
    set(ledger, 'ahead-ms', ahead)
    await onMoved()
    return view()
  })
}

const clockAsk = {
  type: 'object',
  additionalProperties: false,
  required: ['aheadMs'],
  // a century
  properties: { aheadMs: { type: 'integer', minimum: 0, maximum: 3_155_760_000_000 } },
}
