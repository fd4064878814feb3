import { setTimeout as pause } from 'node:timers/promises'
import { forgetOldApiKeys } from '../accounts/api-keys/operations.ts'
import { forgetEndedSessions } from '../accounts/operations.ts'
import { writeMail } from '../bookings/mails/booking-mail.ts'
import type { Engine } from '../engine.ts'
import { forgetOldEvents } from '../events/start.ts'
import { consumers } from '../front-doors/index.ts'
import { forgetOldKeys } from '../http/idempotency.ts'
import type { Mailer } from '../mail/mailer.ts'
import { sendMails } from '../mail/send.ts'
import { expireOrders } from '../orders/expire.ts'
import { compareBooks } from '../payments/compare.ts'
import { reconcileAt } from '../payments/reconcile.ts'
import { refundOwed } from '../payments/refund-owed.ts'
import { removeOldWebhooks } from '../payments/webhook.ts'

/** A job: what is done, and how long to rest when there was nothing left to do. */
interface Job {
  readonly name: string
  readonly restMs: number
  /**
   * @param stopping asks a job that waits for somebody else to come to an end
   * @returns how much it did; more than 0 runs it again soon
   */
  run(engine: Engine, stopping: AbortSignal): Promise<number>
}

/**
 * Every process runs every job, without a leader: each takes its rows by compare-and-set or
 * `skip locked`, does a bounded batch, and may be killed or run twice. Nothing that people rely on
 * waits for one.
 */
const jobsWith = ({ mailer, natsUrl }: JobsAsk, gateways: readonly string[]): readonly Job[] => [
  { name: 'expire orders', restMs: 1_000, run: expireOrders },
  ...gateways.map((name) => ({
    name: `reconcile ${name}`,
    restMs: 1_000,
    run: (engine: Engine) => reconcileAt(engine, name),
  })),
  { name: 'pass on to who left', restMs: 1_000, run: refundOwed },
  { name: 'compare books', restMs: 60_000, run: compareBooks },
  {
    name: 'send mails',
    restMs: 1_000,
    run: (engine, stopping) => sendMails(engine, { mailer, write: writeMail }, stopping),
  },
  { name: 'forget idempotency keys', restMs: 60_000, run: (engine) => forgetOldKeys(engine) },
  {
    name: 'forget old events',
    restMs: 60_000,
    run: (engine) => forgetOldEvents(engine, { consumers, natsUrl }),
  },
  { name: 'forget old webhooks', restMs: 60_000, run: (engine) => removeOldWebhooks(engine) },
  { name: 'forget ended sessions', restMs: 600_000, run: (engine) => forgetEndedSessions(engine) },
  { name: 'forget old API keys', restMs: 600_000, run: (engine) => forgetOldApiKeys(engine) },
]

export interface JobsAsk {
  failed(job: string, error: Error): void
  /** Without one mail is off: what waits to be sent is let go of. */
  readonly mailer?: Mailer
  /** With it, what NATS has not seen yet is not forgotten. */
  readonly natsUrl?: string | undefined
}

export function startJobs(engine: Engine, ask: JobsAsk): { stop(): Promise<void> } {
  const { failed } = ask
  const stopping = new AbortController()
  const jobs = jobsWith(ask, [...engine.gateways.keys()])
  const running = jobs.map((job) => runForever(engine, job, stopping.signal, failed))
  return {
    async stop() {
      stopping.abort()
      await Promise.all(running)
    },
  }
}

async function runForever(
  engine: Engine,
  job: Job,
  stopping: AbortSignal,
  failed: (job: string, error: Error) => void,
): Promise<void> {
  while (!stopping.aborted) {
    const beganAt = performance.now()
    const done = await job.run(engine, stopping).catch((error: Error) => {
      failed(job.name, error)
      return 0
    })
    const rest = done > 0 ? restAfter(performance.now() - beganAt) : job.restMs
    await pause(rest, undefined, { signal: stopping }).catch(() => undefined)
  }
}

/**
 * A job that has much to do leaves two thirds of the time to people. One that took long mostly
 * waited for somebody else, and rests no longer for it.
 */
const restAfter = (workedMs: number): number => Math.min(workedMs * 2, 120)
