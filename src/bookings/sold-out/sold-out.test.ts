import { afterEach, expect, test } from 'vitest'
import { confirm } from '../../../test/booker.ts'
import type { Person } from '../../../test/server.ts'
import { drain } from '../../events/relay.ts'
import { everyDay, openParties } from '../../front-doors/dining/party.fixture.ts'
import { moveTo } from '../../front-doors/timetables/shop.fixture.ts'
import { dayText } from '../../kernel/format.ts'
import type { Id } from '../../kernel/id.ts'
import { addDays, weekdayOf } from '../../kernel/time.ts'
import { queueNotices } from '../../mail/notices.ts'
import { sql } from '../../postgres/sql.ts'
import { ownerMail } from '../mails/owner-mail.ts'
import { tellSoldOut } from './tell.ts'

const { dining, offer, book, seat, bookParty } = openParties()

// The clock moves past the time at which mails should have been tried.
afterEach(() =>
  dining.engine.database.run(
    sql`update mails set outcome = 'skipped', next_try_at = null where outcome is null`,
  ),
)

const relay = async () => {
  const { engine } = dining
  while ((await drain(engine, [queueNotices(engine), tellSoldOut(engine)])) > 0);
}

interface Notice {
  kind: string
  bookingId: string
}
const news = async () => {
  await relay()
  const path = `/v1/stores/${dining.restaurantId}/notices`
  const { body } = await dining.owner<{ data: Notice[] }>('GET', path)
  return body.data.filter(({ kind }) => kind === 'sold-out').map(({ bookingId }) => bookingId)
}

/** Two table times of a date, of one table each. */
async function givenTimes(date: string) {
  const weekday = weekdayOf(date)
  const ids = await Promise.all(
    ['18:00', '20:00'].map((time) => offer({ time, weekday, capacity: 1, price: 0 })),
  )
  return ids.map((tableTimeId) => ({ tableTimeId, date }))
}

async function bought(guest: Person, item: object | undefined): Promise<string> {
  const { body } = await book(guest, item)
  await confirm(guest, body.id)
  return body.id
}

test('a day is sold out when its last table is paid, not while one is held, and is told once', async () => {
  const [early, late] = await givenTimes(dining.tomorrow)
  const [one, other] = [await dining.house.customer(), await dining.house.customer()]
  const held = await book(other, late)
  await bought(one, early)
  expect(await news()).toEqual([])
  await confirm(other, held.body.id)
  expect(await news()).toEqual([held.body.id])
  await other('POST', `/v1/orders/${held.body.id}/cancellation`)
  await dining.engine.advance(2 * 60 * 60) // what was let go is back
  await bought(one, late)
  expect(await news()).toEqual([held.body.id])
})

test('the mail of the store says which day', async () => {
  const [early, late] = await givenTimes(dining.tomorrow)
  const guest = await dining.house.customer()
  await bought(guest, early)
  await bought(guest, late)
  await relay()
  const { engine } = dining
  const storeId = dining.restaurantId as Id<'Store'>
  const notices = await engine.database.rows<{
    id: Id<'Notice'>
    orderId: Id<'Order'>
    kind: 'sold-out'
    aboutId: string
    at: Date
  }>(sql`
    select id, order_id as "orderId", kind, about_id as "aboutId", at from notices
     where store_id = ${storeId} and kind = 'sold-out'`)
  const mail = await ownerMail(engine, { storeId, kind: 'owner', notices, count: 1 })
  expect(mail?.subject).toBe('맛있는 집밥: 예약 마감 (Sold out)')
  expect(mail?.text).toContain(`- 예약 마감: ${dayText(dining.tomorrow, 'ko')}\n`)
})

test('a day with tables for parties is sold out when nobody can sit at any time of it', async () => {
  const date = addDays(dining.tomorrow, 1)
  const hours = everyDay({ opens: '17:00', lastSeating: '17:00', closes: '19:00' })
  await seat(
    {
      areas: {
        홀: [
          [1, 2],
          [2, 4],
        ],
      },
    },
    {},
    hours,
  )
  const [one, other] = [await dining.house.customer(), await dining.house.customer()]
  const ask = { date, time: '17:00', party: 2 }
  const first = await bookParty(one, ask)
  await confirm(one, first.body.id)
  expect(await news()).toEqual([])
  const last = await bookParty(other, ask)
  await confirm(other, last.body.id)
  expect(await news()).toEqual([last.body.id])
})

test('nothing is said of today, whose last times end because they are near', async () => {
  const [early, late] = await givenTimes(dining.tomorrow)
  await moveTo(dining.engine, `${dining.tomorrow}T10:00:00+09:00`)
  const guest = await dining.house.customer()
  await bought(guest, early)
  await bought(guest, late)
  expect(await news()).toEqual([])
})
