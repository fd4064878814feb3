import { randomUUID } from 'node:crypto'
import type { Person } from '../../../test/server.ts'
import { writeMail } from '../../bookings/mails/booking-mail.ts'
import { drain } from '../../events/relay.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { Problem } from '../../kernel/problem.ts'
import type { WallDate } from '../../kernel/time.ts'
import { openMailbox } from '../../mail/mailbox.fixture.ts'
import { queueNotices } from '../../mail/notices.ts'
import { queueMails } from '../../mail/queue.ts'
import { sendMails } from '../../mail/send.ts'
import type { FloorPlan, Table } from './group-rules.ts'
import { openDining } from './restaurant.fixture.ts'
import type * as contract from './seating-contract.ts'
import { DEFAULT_TERMS, type SeatingTerms, type WeeklyService } from './seating-rules.ts'

export type FreeTimes = AnswerOf<typeof contract.getFreeTimes>
export type PartyBooked = AnswerOf<typeof contract.bookParty>

/** Areas, with tables of so many seats, and which of them are joined, by their position. */
export interface PlanDraft {
  readonly areas: Readonly<Record<string, readonly (readonly [least: number, most: number])[]>>
  readonly joins?: readonly (readonly [number, number])[]
  readonly walkInOnly?: readonly number[]
}

export function planOf({ areas, joins = [], walkInOnly = [] }: PlanDraft): FloorPlan {
  const named = Object.entries(areas).map(([name, seats]) => ({ id: randomUUID(), name, seats }))
  const tables = named
    .flatMap(({ id: areaId, seats }) => seats.map(([least, most]) => ({ areaId, least, most })))
    .map(
      ({ areaId, least, most }, at): Table => ({
        ...{ id: randomUUID(), areaId, name: `${at + 1}`, seatsLeast: least, seatsMost: most },
        ...{ walkInOnly: walkInOnly.includes(at), shape: 'square' },
        ...{ x: (at * 3) % 180, y: Math.floor(at / 60) * 3, width: 2, height: 2 },
      }),
    )
  const idOf = (at: number) => tables[at]?.id ?? ''
  return {
    areas: named.map(({ id, name }) => ({ id, name })),
    tables,
    joins: joins.map(([one, other]) => [idOf(one), idOf(other)]),
  }
}

/** Ten tables of each size in two areas, with rows of them that are pushed together. */
export const fortyTables: PlanDraft = {
  areas: {
    홀: [...Array(10).fill([1, 2]), ...Array(10).fill([1, 4])],
    테라스: [...Array(10).fill([2, 4]), ...Array(10).fill([3, 6])],
  },
  joins: Array.from({ length: 40 }, (_, at) => [at, at + 1] as const).filter(
    ([one]) => one % 10 !== 9,
  ),
}

/** A time of an evening for the party of this number. */
export const timeOf = (at: number): string => TIMES[(at * 5) % TIMES.length] ?? ''

const TIMES = ['17:00', '18:00', '18:30', '19:00', '20:00', '20:30']

export const onceOf = (key: string) => ({ scope: key, key, fingerprint: key })

/** `done`, or the problem. A client asks again where a slow machine was too busy. */
export async function outcomeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
    return 'done'
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return error.type === 'busy' ? outcomeOf(work) : error.type
  }
}

/** Every day from 17:00, the last party at 21:00, until 23:00. */
export const everyDay = (more: Partial<WeeklyService> = {}): WeeklyService[] =>
  Array.from({ length: 7 }, (_, day) => ({
    ...{ weekday: day + 1, opens: '17:00', lastSeating: '21:00', closes: '23:00' },
    ...more,
  }))

/** A restaurant with tables for each test. */
export function openParties() {
  const opened = openDining()
  const { dining } = opened
  const at = (path: string) => `/v1/restaurants/${dining.restaurantId}/${path}`
  const put = async <Answer = Record<string, never>>(path: string, body: unknown) => {
    const answer = await dining.owner<Answer>('PUT', at(path), body)
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body.type}`)
    return answer.body
  }
  return {
    ...opened,
    at,
    put,
    async seat(draft: PlanDraft, terms: Partial<SeatingTerms> = {}, hours = everyDay()) {
      const plan = planOf(draft)
      await put('floor-plan', plan)
      await put('service-hours', { services: hours })
      await put('seating-terms', { ...DEFAULT_TERMS, ...terms })
      return plan
    },
    freeTimes: async (party: number, date: WallDate = dining.tomorrow, area?: string) =>
      (
        await dining.house.anyone<FreeTimes>(
          'GET',
          at(`free-times?date=${date}&party=${party}${area ? `&area=${area}` : ''}`),
        )
      ).body,
    /** Sends what is queued. @returns what a person got of it */
    async mailsOf(person: Person) {
      const mailbox = await openMailbox()
      const handlers = [queueMails(dining.engine), queueNotices(dining.engine)]
      while ((await drain(dining.engine, handlers)) > 0);
      const { signal } = new AbortController()
      const sending = { mailer: mailbox.mailer, write: writeMail }
      while ((await sendMails(dining.engine, sending, signal)) > 0);
      const { email } = (await person<{ email: string }>('GET', '/v1/me')).body
      const mails = await mailbox.received(email)
      await mailbox.remove()
      return mails
    },
    bookParty: (by: Person, body: object = {}, headers?: Record<string, string>) =>
      by<PartyBooked & { type?: string; available?: number; orderId?: string }>(
        'POST',
        at('party-bookings'),
        { date: dining.tomorrow, time: '19:00', party: 2, ...body },
        headers,
      ),
  }
}
