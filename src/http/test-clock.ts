import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { orThrow, type Problem, problem } from '../kernel/problem.ts'
import { Instant, Shape } from '../kernel/shape.ts'
import { sql } from '../postgres/sql.ts'
import type { Server } from './edge.ts'
import { serve } from './serve.ts'

/** Maximum step. */
const DAYS_MOST = 400

export const durationRefused = problem<{ most: string }>('duration-refused', 'invalid', {
  ko: '이동할 시간을 400일 안에서 ISO 8601 형식으로 입력해 주세요. 예: PT10M',
  en: 'Say how far to go in ISO 8601, forward and within 400 days: PT10M.',
})

export const advanceClock = endpoint({
  name: 'advanceClock',
  method: 'POST',
  path: '/v1/test-clock',
  summary: 'Advance the clock of the sandbox, and with it every deadline',
  role: 'admin',
  body: Shape({ advance: Type.String({ maxLength: 40 }) }),
  answer: Shape({ now: Instant }),
  problems: [durationRefused],
})

/** Only in a sandbox. `onAdvance` passes the offset on to components with their own clock. */
export function testClock(
  server: Server,
  onAdvance: readonly ((aheadMs: number) => Promise<void>)[],
): void {
  const { house } = server.edge.engine
  serve(server, advanceClock, async ({ body }) => {
    const milliseconds = orThrow(millisecondsOf(body.advance))
    const { now, aheadMs } = await house.one<{ now: Date; aheadMs: number }>(sql`
      update clock
         set ahead = ahead + make_interval(secs => ${milliseconds / 1000}::double precision)
      returning clock_timestamp() + ahead as now,
                (extract(epoch from ahead) * 1000)::double precision as "aheadMs"
    `)
    await Promise.all(onAdvance.map((advance) => advance(aheadMs)))
    return { now: now.toISOString() }
  })
}

/** A day is 24 hours; months and years have no fixed length, so they are refused. */
function millisecondsOf(text: string): number | Problem {
  try {
    const milliseconds = Temporal.Duration.from(text).total('milliseconds')
    if (milliseconds > 0 && milliseconds <= DAYS_MOST * 86_400_000) return milliseconds
  } catch {
    // Not a duration, or one without a fixed length.
  }
  return durationRefused({ most: `P${DAYS_MOST}D` })
}
