import { afterAll, beforeAll, beforeEach } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { nameBooker } from '../../../test/booker.ts'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { type Held, tick } from '../../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import type { Engine } from '../../engine.ts'
import { drain } from '../../events/relay.ts'
import type { Id } from '../../kernel/id.ts'
import { addDays, wallDate, weekdayOf } from '../../kernel/time.ts'
import { type Mailbox, openMailbox } from '../../mail/mailbox.fixture.ts'
import type { Mailer } from '../../mail/mailer.ts'
import { queueMails } from '../../mail/queue.ts'
import { sendMails } from '../../mail/send.ts'
import * as orders from '../../orders/queries.ts'
import { readNow } from '../../postgres/now.ts'
import { sql } from '../../postgres/sql.ts'
import { writeMail } from './booking-mail.ts'

/** What mails are about: replaced before each test. */
export interface Mails {
  engine: TestEngine
  house: TestServer
  owner: Person
  mailbox: Mailbox
}

export interface Booked extends Held {
  readonly buyer: Person
  readonly email: string
}

/** A server, whose audit is clean at the end, and a mailbox for each test. */
export function openMails() {
  const mails = {} as Mails
  beforeAll(async () => {
    mails.engine = await testEngine()
    mails.house = await testServer(mails.engine)
    mails.owner = await mails.house.owner()
    return () => mails.engine.close()
  })
  beforeEach(async () => {
    const mailbox = await openMailbox()
    mails.mailbox = mailbox
    return () => mailbox.remove()
  })
  afterAll(async () => {
    await tick(mails.engine)
    await expectCleanAudit(mails.engine)
  })
  return {
    mails,
    givenBooked: (about?: Parameters<typeof givenBooked>[1]) => givenBooked(mails, about),
    relay: async (on: Engine = mails.engine) => {
      while ((await drain(on, [queueMails(on)])) > 0);
    },
    /** Runs the job until nothing is due at this instant. */
    async post(mailer: Mailer | undefined = mails.mailbox.mailer, on: Engine = mails.engine) {
      const { signal } = new AbortController()
      while ((await sendMails(on, { mailer, write: writeMail }, signal)) > 0);
    },
    mailsOf: ({ order }: Held) =>
      mails.engine.database.rows<{ kind: string; outcome: string | null; tries: number }>(sql`
        select kind, outcome, tries from mails where order_id = ${order.id} order by created_at, kind
      `),
  }
}

/** Somebody holds a table of a restaurant, tomorrow at 19:30. */
async function givenBooked(
  { engine, house, owner }: Mails,
  { restaurant = '맛있는 집밥', price = 25_000 } = {},
): Promise<Booked> {
  const opened = await owner<{ id: string }>('POST', '/v1/restaurants', {
    name: restaurant,
    description: '',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  const { now } = await readNow(engine.database)
  const date = addDays(wallDate(now, 'Asia/Seoul'), 1)
  const path = `/v1/restaurants/${opened.body.id}`
  const draft = { weekday: weekdayOf(date), time: '19:30', capacity: 8, price }
  const { body: tableTime } = await owner<{ id: string }>('POST', `${path}/table-times`, draft)
  const buyer = await house.customer('김손님')
  const { body: me } = await buyer<{ id: string; email: string }>('GET', '/v1/me')
  const booking = { tableTimeId: tableTime.id, date }
  const { body } = await buyer<{ id: Id<'Order'> }>('POST', `${path}/bookings`, booking)
  await nameBooker(buyer, body.id)
  const [order] = await orders.readOrders(engine.database, opened.body.id, [body.id])
  if (!order) throw new Error('it was not booked')
  return { storeId: order.storeId, buyerId: me.id, order, buyer, email: me.email }
}
