import type { Engine } from '../engine.ts'
import { page } from '../kernel/page.ts'
import { later } from '../kernel/time.ts'
import { readNow } from '../postgres/now.ts'
import * as queries from './queries.ts'

const LIMIT = 50

export interface EventAsk extends Omit<queries.EventFilter, 'before'> {
  /** `<milliseconds>.<id>` of the last event of the page before. */
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

/** What happened to accounts, newest first. */
export async function listEvents(engine: Engine, ask: EventAsk) {
  const { cursor, limit = LIMIT, ...filter } = ask
  const [ms = '', id = ''] = cursor?.split('.') ?? []
  const before = cursor ? { lastAt: new Date(Number(ms)), id } : undefined
  const found = await queries.listEvents(engine.house, { ...filter, before }, limit + 1)
  return page(found.map(eventView), limit, ({ id, lastAt }) => `${Date.parse(lastAt)}.${id}`)
}

const eventView = ({ firstAt, lastAt, refusal, ...event }: queries.SecurityEvent) => ({
  ...event,
  refusal: refusal || null,
  firstAt: firstAt.toISOString(),
  lastAt: lastAt.toISOString(),
})

const SHOWN_SECONDS = 14 * 86_400

/** How often what happened, by hour. */
export async function countEvents({ house }: Engine) {
  const { now } = await readNow(house)
  const hours = await queries.countHours(house, later(now, -SHOWN_SECONDS))
  return {
    now: now.toISOString(),
    hours: hours.map(({ hour, ...counts }) => ({ ...counts, hour: hour.toISOString() })),
  }
}
