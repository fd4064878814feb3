import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { whileBroken } from '../../../test/broken-row.ts'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { expectSound } from '../../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import { drain } from '../../events/relay.ts'
import { moveTo } from '../../front-doors/timetables/shop.fixture.ts'
import { SomeFailed } from '../../kernel/each.ts'
import { type Mailbox, openMailbox } from '../../mail/mailbox.fixture.ts'
import { queueMails } from '../../mail/queue.ts'
import { sendMails } from '../../mail/send.ts'
import { sql } from '../../postgres/sql.ts'
import { writeMail } from '../mails/booking-mail.ts'
import { offerVacancies } from './offer.ts'
import { ENTRY_DAYS, removeOldEntries } from './retention.ts'

let engine: TestEngine
let house: TestServer
let owner: Person
let mailbox: Mailbox
let storeId: string
let tableTimeId: string
const date = '2027-03-02'
beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  owner = await house.owner()
  await moveTo(engine, '2027-03-01T09:00:00+09:00') // a Monday
})
beforeEach(async () => {
  mailbox = await openMailbox()
  const store = { name: '집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  storeId = (await owner<{ id: string }>('POST', '/v1/restaurants', store)).body.id
  tableTimeId = await offer('19:00', 1)
  return () => mailbox.remove()
})
afterAll(async () => {
  await expectSound(engine)
  await house.server.close()
  await engine.close()
})

const offer = async (time: string, capacity: number) => {
  const draft = { weekday: 2, time, capacity, price: 0 }
  const path = `/v1/restaurants/${storeId}/table-times`
  return (await owner<{ id: string }>('POST', path, draft)).body.id
}
const refusal = (answer: { status: number; body: unknown }) => [
  answer.status,
  (answer.body as { type?: string }).type?.split('/').at(-1),
]

const book = (by: Person) =>
  by<{ id: string }>('POST', `/v1/restaurants/${storeId}/bookings`, { tableTimeId, date })
const letGo = (by: Person, id: string) => by('POST', `/v1/orders/${id}/cancellation`)
const confirm = async (by: Person, id: string) => {
  await by('PUT', `/v1/bookings/${id}/booker`, {
    name: '김손님',
    phone: '010-1234-5678',
    message: '',
  })
  return by('POST', `/v1/orders/${id}/confirmation`)
}

interface Entry {
  id: string
  state: string
  ahead: number | null
  bookingId: string | null
  expiresAt: string | null
  what: { ko: string }
  time: string
}
const wait = (by: Person, of = tableTimeId, quantity = 1) =>
  by<Entry>('POST', `/v1/stores/${storeId}/waitlist-entries`, {
    item: { tableTimeId: of, date },
    quantity,
  })
const entriesOf = async (by: Person) =>
  (await by<{ data: Entry[] }>('GET', '/v1/waitlist-entries')).body.data
const stateOf = async (by: Person) => (await entriesOf(by)).map(({ state }) => state)
const offerAll = async () => {
  while ((await offerVacancies(engine)) > 0);
}
const terms = (more: object) =>
  owner('PUT', `/v1/stores/${storeId}/waitlist-terms`, {
    ...{ isOn: true, offerMinutes: 30, entriesPerGuest: 3 },
    ...more,
  })

async function soldOut() {
  const holder = await house.customer()
  const { body } = await book(holder)
  return { holder, id: body.id }
}

test('what one order let go is offered to several at once, and none of it comes back besides', async () => {
  const large = await offer('20:00', 4)
  const [holder, first, second, stranger] = await Promise.all([
    house.customer(),
    house.customer(),
    house.customer(),
    house.customer(),
  ])
  const order = (by: Person, quantity: number) =>
    by<{ id: string }>('POST', `/v1/stores/${storeId}/orders`, {
      items: [{ door: 'dining', item: { tableTimeId: large, date }, quantity }],
    })
  const { status, body: held } = await order(holder, 4)
  expect([status, held]).toEqual([201, expect.anything()])
  for (const guest of [first, second]) expect((await wait(guest, large, 2)).status).toBe(201)
  await engine.database.run(sql`
    update order_lines set release_delay_ms = 60000 where order_id = ${held.id}`)
  await letGo(holder, held.id)
  await offerAll()
  expect([await stateOf(first), await stateOf(second)]).toEqual([['offered'], ['offered']])
  await engine.advance(61)
  expect(refusal(await order(stranger, 1))).toEqual([409, 'items-gone'])
})

test('an entry that cannot be written stops neither the entries of its store nor those of others', async () => {
  const other = await offer('20:00', 1)
  const [over, next] = [await house.customer(), await house.customer()]
  const { holder, id } = await soldOut()
  await wait(over)
  await letGo(holder, id)
  await offerAll()
  expect(await stateOf(over)).toEqual(['offered'])
  await engine.advance(31 * 60) // its offer is over
  const at = { tableTimeId: other, date }
  const second = await house.customer()
  const held = await second<{ id: string }>('POST', `/v1/restaurants/${storeId}/bookings`, at)
  expect((await wait(next, other)).status).toBe(201)
  await letGo(second, held.body.id)
  const [broken] = await entriesOf(over)
  const row = { table: 'waitlist_entries', id: broken?.id ?? '' }
  await whileBroken(engine.database, row, () =>
    expect(offerVacancies(engine)).rejects.toThrow(SomeFailed),
  )
  expect(await stateOf(next)).toEqual(['offered'])
})

test('what comes free is offered to the first in line, held for them, and nobody else gets it', async () => {
  const { holder, id } = await soldOut()
  const [first, second, stranger] = await Promise.all([
    house.customer(),
    house.customer(),
    house.customer(),
  ])
  expect(await wait(first)).toMatchObject({
    status: 201,
    body: { state: 'waiting', ahead: 0, what: { ko: '테이블 1개' }, time: '19:00' },
  })
  expect((await wait(second)).body).toMatchObject({ state: 'waiting', ahead: 1 })
  expect((await wait(second)).body.ahead).toBe(1)
  await letGo(holder, id)
  // Before the job has run: it is free, and not for whoever comes by.
  expect(refusal(await book(stranger))).toEqual([409, 'sold-out'])
  await offerAll()
  const [offered] = await entriesOf(first)
  expect(offered).toMatchObject({ state: 'offered', ahead: null })
  expect(await entriesOf(second)).toMatchObject([{ state: 'waiting', ahead: 0 }])
  expect(refusal(await book(stranger))).toEqual([409, 'sold-out'])
  const bookingId = offered?.bookingId ?? ''
  expect((await confirm(first, bookingId)).status).toBe(200)
  await offerAll()
  expect(await stateOf(first)).toEqual(['accepted'])
})

test('a mail says what came free, and until when', async () => {
  const { holder, id } = await soldOut()
  const guest = await house.customer()
  const { email } = (await guest<{ email: string }>('GET', '/v1/me')).body
  await wait(guest)
  await letGo(holder, id)
  await offerAll()
  while ((await drain(engine, [queueMails(engine)])) > 0);
  const { signal } = new AbortController()
  while ((await sendMails(engine, { mailer: mailbox.mailer, write: writeMail }, signal)) > 0);
  const mail = (await mailbox.received(email)).at(-1)
  expect(mail?.subject).toContain('빈자리 알림: 집밥')
  expect(mail?.text).toContain('기다리시던 자리가 났습니다')
  const [entry] = await entriesOf(guest)
  expect(mail?.text).toContain(`/bookings/${entry?.bookingId}`)
})

test('who declines is off the list, and the next one gets it', async () => {
  const { holder, id } = await soldOut()
  const [first, second] = await Promise.all([house.customer(), house.customer()])
  await wait(first)
  await wait(second)
  await letGo(holder, id)
  await offerAll()
  const [entry] = await entriesOf(first)
  expect((await first('DELETE', `/v1/waitlist-entries/${entry?.id}`)).status).toBe(200)
  await offerAll()
  expect(await stateOf(first)).toEqual(['declined'])
  expect(await stateOf(second)).toEqual(['offered'])
})

test('who lets an offer pass waits behind the others, and the second time no more', async () => {
  await terms({ offerMinutes: 10 })
  const { holder, id } = await soldOut()
  const [first, second] = await Promise.all([house.customer(), house.customer()])
  await wait(first)
  await wait(second)
  await letGo(holder, id)
  const seen: string[][] = []
  for (let round = 0; round < 4; round += 1) {
    await offerAll()
    seen.push([...(await stateOf(first)), ...(await stateOf(second))])
    await engine.advance(601)
  }
  await offerAll()
  expect(seen).toEqual([
    ['offered', 'waiting'],
    ['waiting', 'offered'],
    ['offered', 'waiting'],
    ['dropped', 'offered'],
  ])
  expect(await stateOf(second)).toEqual(['dropped'])
  expect((await book(await house.customer())).status).toBe(201)
})

test('the first whom it fits gets what came free; a larger party keeps its turn, and the rest is on sale', async () => {
  tableTimeId = await offer('20:00', 4)
  const holders = await Promise.all([1, 2, 3, 4].map(() => house.customer()))
  const held: string[] = []
  for (const holder of holders) held.push((await book(holder)).body.id)
  const [large, small, stranger] = await Promise.all([1, 2, 3].map(() => house.customer()))
  if (!large || !small || !stranger) throw new Error('no guests')
  await wait(large, tableTimeId, 3)
  await wait(small, tableTimeId, 1)
  for (const at of [0, 1]) await letGo(holders[at] as Person, held[at] ?? '')
  await offerAll()
  expect(await stateOf(large)).toEqual(['waiting'])
  expect(await stateOf(small)).toEqual(['offered'])
  expect((await book(stranger)).status).toBe(201)
})

test('an enlarged time reaches the list first', async () => {
  await soldOut()
  const guest = await house.customer()
  await wait(guest)
  await owner('PATCH', `/v1/restaurants/${storeId}/table-times/${tableTimeId}`, { capacity: 2 })
  expect(refusal(await book(await house.customer()))).toEqual([409, 'sold-out'])
  await offerAll()
  expect(await stateOf(guest)).toEqual(['offered'])
})

test('joining has its refusals, in order', async () => {
  const guest = await house.customer()
  expect(refusal(await wait(guest))).toEqual([409, 'still-free'])
  const { holder } = await soldOut()
  expect(refusal(await wait(holder))).toEqual([409, 'already-yours'])
  expect(refusal(await wait(guest, tableTimeId, 2))).toEqual([422, 'waitlist-too-large'])
  await terms({ isOn: false })
  expect(refusal(await wait(guest))).toEqual([409, 'waitlist-off'])
  await terms({ entriesPerGuest: 1 })
  expect((await wait(guest)).status).toBe(201)
  tableTimeId = await offer('21:00', 1)
  await soldOut()
  expect(refusal(await wait(guest))).toEqual([409, 'too-many-waitlist-entries'])
  const [entry] = await entriesOf(guest)
  await guest('DELETE', `/v1/waitlist-entries/${entry?.id}`)
  expect((await wait(guest)).status).toBe(201)
})

test('a store that turns its list off sells what came free to everybody', async () => {
  const { holder, id } = await soldOut()
  const guest = await house.customer()
  await wait(guest)
  await terms({ isOn: false })
  await letGo(holder, id)
  await offerAll()
  expect(await stateOf(guest)).toEqual(['waiting'])
  expect((await book(await house.customer())).status).toBe(201)
})

test('the desk sees who waits for a day, others do not', async () => {
  await soldOut()
  const guest = await house.customer()
  await wait(guest)
  const path = `/v1/stores/${storeId}/waitlist-entries?date=${date}`
  const waits = { state: 'waiting', time: '19:00', what: { ko: '테이블 1개' } }
  const initial = expect.stringMatching(/^.\*\*$/u)
  expect((await owner<{ data: Entry[] }>('GET', path)).body.data).toMatchObject([
    { ...waits, guest: initial, offers: 0 },
  ])
  expect((await (await house.owner())('GET', path)).status).toBe(404)
})

test('the desk reads the name of who waits once they gave it with the booking they are offered', async () => {
  const { id, holder } = await soldOut()
  const guest = await house.customer()
  await wait(guest)
  await letGo(holder, id)
  await offerAll()
  const [entry] = await entriesOf(guest)
  await confirm(guest, entry?.bookingId ?? '')
  const path = `/v1/stores/${storeId}/waitlist-entries?date=${date}`
  expect((await owner<{ data: Entry[] }>('GET', path)).body.data).toMatchObject([
    { state: 'accepted', guest: '김손님', offers: 1 },
  ])
})

test('an entry is over when its time begins, and removed 30 days later', async () => {
  await soldOut()
  const guest = await house.customer()
  await wait(guest)
  await engine.advance(2 * 86_400)
  expect(await stateOf(guest)).toEqual(['over'])
  expect(await removeOldEntries(engine)).toBe(0)
  await engine.advance(ENTRY_DAYS * 86_400)
  await removeOldEntries(engine)
  expect(
    await engine.database.rows(sql`select 1 from waitlist_entries where store_id = ${storeId}`),
  ).toEqual([])
})
