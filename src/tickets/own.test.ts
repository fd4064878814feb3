import { expect, test } from 'vitest'
import type { Person } from '../../test/server.ts'
import { done, openConcerts } from '../front-doors/concerts/concert.fixture.ts'
import type { AnswerOf } from '../kernel/endpoint.ts'
import { sql } from '../postgres/sql.ts'
import type * as contract from './contract.ts'
import { ticketHolders } from './ticket.fixture.ts'

const opened = openConcerts()
const { concerts, book, perform, signedIn } = opened
const { givenPaid, me, offer, accept, ticketsOf, checkIn } = ticketHolders(opened)

type Page = AnswerOf<typeof contract.listOwnTickets>

/** All pages of what somebody holds, two tickets each. */
async function allOf(person: Person) {
  const found: Page['data'][number][] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: Page = await done(
      person<Page>('GET', `/v1/me/tickets?limit=2${cursor ? `&cursor=${cursor}` : ''}`),
    )
    expect(page.data.length).toBeLessThanOrEqual(2)
    found.push(...page.data)
    cursor = page.nextCursor
  }
  return found
}

/** What is to be mailed would be late once the clock has moved. */
const forgetMails = () => concerts.engine.database.run(sql`delete from mails`)

const seats = (tickets: Page['data']) => tickets.map(({ seatId }) => seatId)

test('what somebody bought and received is one list, coming ones by start, in pages', async () => {
  const [giver, taker] = (await signedIn(2)) as [Person, Person]
  const id = await givenPaid(giver, [1, 2, 3])
  const first = concerts.performanceId
  concerts.performanceId = (await perform({ time: '14:00' })).id
  const sooner = await givenPaid(taker, [9, 10])
  concerts.performanceId = first
  const later = await givenPaid(taker, [30])
  const [, two] = await ticketsOf(giver, id)
  const { secret } = await done(offer(giver, two, (await me(taker)).email))
  await done(accept(taker, secret))

  const own = await allOf(taker)
  expect(own.map(({ bookingId }) => bookingId)).toEqual([sooner, sooner, ...[id, later].sort()])
  expect(own.map(({ received }) => received)).toEqual(own.map(({ bookingId }) => bookingId === id))
  expect(own[0]).toMatchObject({
    store: { id: concerts.concertId, name: '겨울 음악회', timeZone: 'Asia/Seoul' },
    ...{ seat: { ko: '1열 9번' }, state: 'valid', seatId: 9 },
  })
  expect(own.every(({ qr }) => qr?.startsWith('JT1.'))).toBe(true)
  expect(seats(await allOf(giver))).toEqual([1, 3])
  const received = async (person: Person) =>
    seats((await done(person<Page>('GET', '/v1/me/tickets?received=true'))).data)
  expect(await received(taker)).toEqual([2])
  expect(await received(giver)).toEqual([])
})

test('canceled tickets and those of another day are past, the latest first', async () => {
  const guest = await concerts.house.customer()
  const canceled = await givenPaid(guest, [1, 2])
  await done(guest('POST', `/v1/orders/${canceled}/cancellation`, null))
  await givenPaid(guest, [5])
  const states = async () =>
    (await allOf(guest)).map(({ seatId, state, coming }) => [seatId, state, coming])
  const past = [
    [2, 'void', false],
    [1, 'void', false],
  ]
  expect(await states()).toEqual([[5, 'valid', true], ...past])
  const [coming] = await allOf(guest)
  await forgetMails()
  await concerts.engine.advance((Date.parse(coming?.startsAt ?? '') - Date.now()) / 1000 + 3_600)
  expect(await states()).toEqual([[5, 'valid', true], ...past])
  await concerts.engine.advance(6 * 3_600)
  expect(await states()).toEqual([[5, 'valid', false], ...past])
})

test('a store alone, and nobody else’s', async () => {
  const [guest, stranger] = (await signedIn(2)) as [Person, Person]
  await givenPaid(guest, [1])
  const of = async (person: Person, storeId: string) =>
    (await done(person<Page>('GET', `/v1/me/tickets?storeId=${storeId}`))).data.length
  expect(await of(guest, concerts.concertId)).toBe(1)
  expect(await of(guest, concerts.engine.newId())).toBe(0)
  expect(await of(stranger, concerts.concertId)).toBe(0)
  expect((await concerts.house.anyone('GET', '/v1/me/tickets')).status).toBe(401)
  const cursor = 'coming.1.x.1.y'
  expect((await guest('GET', `/v1/me/tickets?cursor=${cursor}`)).status).toBe(400)
})

test('what is held and not paid is no ticket; what was scanned is used', async () => {
  const guest = await concerts.house.customer()
  await done(book(guest, { seatIds: [7] }))
  expect(await allOf(guest)).toEqual([])
  await givenPaid(guest, [8])
  const [ticket] = await allOf(guest)
  const scans = [{ serial: ticket?.serial, at: '2026-12-24T10:00:00.000Z' }]
  await done(concerts.owner('POST', checkIn('/check-ins'), { device: '동문', scans }))
  expect((await allOf(guest)).map(({ state, qr }) => [state, qr])).toEqual([['used', null]])
})
