import { createPublicKey, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { nameBooker } from '../../test/booker.ts'
import { type Held, pay } from '../../test/paying.ts'
import { done, openConcerts, typeOf } from '../front-doors/concerts/concert.fixture.ts'
import { cancelBookings } from '../front-doors/concerts/performances.ts'
import type { AnswerOf } from '../kernel/endpoint.ts'
import type * as contract from './contract.ts'
import { ticketHolders } from './ticket.fixture.ts'

const opened = openConcerts()
const { concerts, onPerformance, book, signedIn } = opened
const { givenPaid, me, offer, takeBack, lookUp, accept, ticketsOf, own, checkIn } =
  ticketHolders(opened)

type List = AnswerOf<typeof contract.getCheckInList>
type Merged = AnswerOf<typeof contract.addCheckIns>

test('a paid seat has a ticket whose code a device verifies offline', async () => {
  const guest = await concerts.house.customer()
  const { id } = await done(book(guest, { seatIds: [24, 25] }))
  expect(await ticketsOf(guest, id)).toEqual([])
  await nameBooker(guest, id)
  const { id: buyerId } = await me(guest)
  await pay(concerts.engine, { storeId: concerts.concertId, buyerId, order: { id } } as Held)
  const tickets = await ticketsOf(guest, id)
  expect(tickets).toMatchObject([
    { seat: { ko: '3열 24번' }, state: 'valid', seatId: 24, bookingId: id },
    { seat: { ko: '3열 25번' }, state: 'valid' },
  ])
  expect(await ticketsOf(guest, id)).toEqual(tickets)
  const list = await done(concerts.owner<List>('GET', checkIn('/check-in-list')))
  expect(list.data.map(({ serial }) => serial)).toEqual(tickets.map(({ serial }) => serial))

  const [version, text = ''] = tickets[0]?.qr?.split('.') ?? []
  const bytes = Buffer.from(text, 'base64url')
  const [payload, signature] = [bytes.subarray(0, -64), bytes.subarray(-64)]
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: list.publicKey },
    format: 'jwk',
  })
  const signed = (of: Buffer) =>
    verify(null, Buffer.concat([Buffer.from(`${version}.`), of]), key, signature)
  expect(signed(payload)).toBe(true)
  expect(payload.subarray(0, 16).toString('hex')).toBe(concerts.concertId.replaceAll('-', ''))
  expect([payload.readUInt32BE(32), payload.subarray(36).toString()]).toEqual([
    24,
    tickets[0]?.serial,
  ])
  payload[35] = 25
  expect(signed(payload)).toBe(false)
  expect(text.length).toBeLessThan(160)

  const stranger = await concerts.house.customer()
  expect(typeOf(await stranger('GET', `/v1/bookings/${id}/tickets`))).toBe('order-missing')
  await done(guest('POST', `/v1/orders/${id}/cancellation`, null))
  expect((await ticketsOf(guest, id)).map(({ state, qr }) => [state, qr])).toEqual([
    ['void', null],
    ['void', null],
  ])
  const after = await done(concerts.owner<List>('GET', checkIn('/check-in-list')))
  expect(after.data).toEqual([])
})

test('a ticket goes to somebody else: the old code is void, and the giver cannot cancel', async () => {
  const [giver, taker, other] = await signedIn(3)
  if (!giver || !taker || !other) throw new Error('nobody')
  const id = await givenPaid(giver, [1, 2])
  const [ticket] = await ticketsOf(giver, id)
  const serial = ticket?.serial ?? ''
  const { email } = await me(taker)
  const offered = await done(offer(giver, ticket, email.toUpperCase()))
  expect(typeOf(await offer(giver, ticket, email))).toBe('transfer-offered')
  expect((await ticketsOf(giver, id))[0]).toMatchObject({ state: 'valid', offered: true })
  const shown = await lookUp(offered.secret)
  expect(shown.body).toMatchObject({ store: { name: '겨울 음악회' }, seat: { ko: '1열 1번' } })
  // Whose address it is has not been verified: nothing of the ticket is told without the link.
  expect(await done(taker<object>('GET', '/v1/me/ticket-offers'))).toEqual({ offers: 1 })
  expect(await done(other<object>('GET', '/v1/me/ticket-offers'))).toEqual({ offers: 0 })
  expect(typeOf(await accept(other, offered.secret))).toBe('transfer-for-another')

  const received = await done(accept(taker, offered.secret))
  expect(await done(taker<object>('GET', '/v1/me/ticket-offers'))).toEqual({ offers: 0 })
  expect(received).toMatchObject({ state: 'valid', seatId: 1 })
  expect(received.serial).not.toBe(serial)
  expect(typeOf(await accept(taker, offered.secret))).toBe('transfer-missing')
  expect((await own(taker)).map(({ seatId }) => seatId)).toEqual([1])
  expect((await own(giver)).map(({ seatId }) => seatId)).toEqual([2])
  expect((await ticketsOf(giver, id))[0]).toMatchObject({
    state: 'transferred',
    qr: null,
    serial: '',
  })
  const list = await done(concerts.owner<List>('GET', checkIn('/check-in-list')))
  expect(list.data.map((one) => one.serial)).toContain(received.serial)
  expect(list.data.map((one) => one.serial)).not.toContain(serial)

  const refused = await giver('POST', `/v1/orders/${id}/cancellation`, null)
  expect([refused.status, typeOf(refused)]).toEqual([409, 'handed-on'])
  expect(typeOf(await giver('GET', `/v1/orders/${id}/cancellation-quote`))).toBe('handed-on')
  const back = await done(offer(taker, received, (await me(giver)).email))
  await done(accept(giver, back.secret))
  expect((await giver('POST', `/v1/orders/${id}/cancellation`, null)).status).toBe(200)
})

test('a ticket that is taken back, or canceled, is accepted by nobody', async () => {
  const [giver, taker] = await signedIn(2)
  if (!giver || !taker) throw new Error('nobody')
  const id = await givenPaid(giver, [1, 2])
  const [one, two] = await ticketsOf(giver, id)
  const { email } = await me(taker)
  const first = await done(offer(giver, one, email))
  await done(takeBack(giver, one))
  expect(typeOf(await accept(taker, first.secret))).toBe('transfer-missing')
  expect(typeOf(await takeBack(giver, one))).toBe('transfer-missing')
  expect(typeOf(await offer(taker, one, email))).toBe('ticket-missing')
  const second = await done(offer(giver, two, email))
  await done(giver('POST', `/v1/orders/${id}/cancellation`, null))
  expect(typeOf(await accept(taker, second.secret))).toBe('ticket-void')
  expect(await own(taker)).toEqual([])
})

test('a ticket of a canceled performance is neither offered nor accepted', async () => {
  const [giver, taker] = await signedIn(2)
  if (!giver || !taker) throw new Error('nobody')
  const id = await givenPaid(giver, [1, 2])
  const [one, two] = await ticketsOf(giver, id)
  const { email } = await me(taker)
  const { secret } = await done(offer(giver, one, email))
  await done(concerts.owner('POST', onPerformance('/cancellation'), { reason: '취소' }))
  expect(typeOf(await accept(taker, secret))).toBe('occasion-canceled')
  expect(typeOf(await offer(giver, two, email))).toBe('occasion-canceled')
  await cancelBookings(concerts.engine)
  expect(typeOf(await accept(taker, secret))).toBe('occasion-canceled')
})

test.each([
  '9999-12-31T23:59:59-23:59',
  '0000-01-01T00:00:00Z',
  '2100-01-01T00:00:00Z',
  '2026-12-31T23:59:60Z',
])('a scan at %s is malformed', async (when) => {
  const body = { device: '동문', scans: [{ serial: '0000000000', at: when }] }
  expect((await concerts.owner('POST', checkIn('/check-ins'), body)).status).toBe(400)
})

test.each(['1970-01-01T00:00:00+23:59', '2099-12-31T23:59:59.123456-23:59'])(
  'a scan at %s is added',
  async (when) => {
    const body = { device: '동문', scans: [{ serial: '0000000000', at: when }] }
    expect((await concerts.owner('POST', checkIn('/check-ins'), body)).status).toBe(200)
  },
)

test('accepting races with taking back and with canceling: one of them wins', async () => {
  for (let round = 0; round < 6; round += 1) {
    const [giver, taker] = await signedIn(2)
    if (!giver || !taker) throw new Error('nobody')
    const id = await givenPaid(giver, [round + 1])
    const [ticket] = await ticketsOf(giver, id)
    const { secret } = await done(offer(giver, ticket, (await me(taker)).email))
    const undo = () =>
      round % 2 ? takeBack(giver, ticket) : giver('POST', `/v1/orders/${id}/cancellation`, null)
    const [accepted, undone, again] = await Promise.all([
      accept(taker, secret),
      undo(),
      accept(taker, secret),
    ])
    const wins = [accepted, undone, again].filter(({ status }) => status < 300)
    expect(wins).toHaveLength(1)
    expect(await own(taker)).toHaveLength(undone.status < 300 ? 0 : 1)
  }
})

test('what devices scanned without a network is merged, and a ticket scanned twice is named', async () => {
  const { owner, house } = concerts
  const guest = await house.customer()
  const id = await givenPaid(guest, [1, 2, 3])
  const tickets = await ticketsOf(guest, id)
  const [one, two, three] = tickets.map(({ serial }) => serial)
  const send = (device: string, scans: object[]) =>
    done(owner<Merged>('POST', checkIn('/check-ins'), { device, scans }))
  const time = (minute: string) => `2026-12-24T10:${minute}:00.000Z`
  const first = [
    { serial: one, at: time('01') },
    { serial: two, at: time('02') },
  ]
  expect(await send('동문', first)).toEqual({ added: 2, unknown: [], twice: [] })
  expect(await send('동문', first)).toEqual({ added: 0, unknown: [], twice: [] })
  const merged = await send('서문', [
    { serial: two, at: time('00') },
    { serial: three, at: time('03') },
    { serial: '0000000000', at: time('04') },
  ])
  expect(merged).toEqual({
    added: 3,
    unknown: ['0000000000'],
    twice: [
      {
        serial: two,
        scans: [
          { device: '서문', at: time('00') },
          { device: '동문', at: time('02') },
        ],
      },
    ],
  })
  expect((await ticketsOf(guest, id)).map(({ state }) => state)).toEqual(['used', 'used', 'used'])
  expect(typeOf(await offer(guest, tickets[0], 'a@example.com'))).toBe('ticket-void')
  const list = await done(owner<List>('GET', checkIn('/check-in-list')))
  expect(list.data.map(({ scans }) => scans.length)).toEqual([1, 2, 1])
  const stranger = await house.owner()
  expect(typeOf(await stranger('GET', checkIn('/check-in-list')))).toBe('store-missing')
  const { id: theirs } = await done(
    stranger<{ id: string }>('POST', '/v1/concerts', {
      ...{ name: '남의 공연', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' },
    }),
  )
  const elsewhere = `/v1/stores/${theirs}/occasions/${concerts.performanceId}/check-in-list`
  expect(typeOf(await stranger('GET', elsewhere))).toBe('occasion-missing')
})
