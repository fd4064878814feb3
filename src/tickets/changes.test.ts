import { expect, test } from 'vitest'
import type { Person } from '../../test/server.ts'
import { moveToken } from '../bookings/moves/token.ts'
import { done, openConcerts, typeOf } from '../front-doors/concerts/concert.fixture.ts'
import { ticketHolders } from './ticket.fixture.ts'

const opened = openConcerts()
const { concerts, perform, free, signedIn } = opened
const { givenPaid, me, offer, accept, ticketsOf, checkIn } = ticketHolders(opened)

const AT = '2026-12-24T10:00:00.000Z'
const scan = (serial = '') =>
  done(
    concerts.owner<{ added: number; unknown: string[] }>('POST', checkIn('/check-ins'), {
      ...{ device: '동문', scans: [{ serial, at: AT }] },
    }),
  )

const cancelByStore = (id: string) =>
  done(
    concerts.owner('POST', `/v1/stores/${concerts.concertId}/orders/${id}/cancellation`, {
      reason: '주최 측 사정',
    }),
  )

async function leave(person: Person) {
  const { status } = await person('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect(status).toBeLessThan(300)
}

/** What devices at the door have. */
async function listed() {
  const path = checkIn('/check-in-list')
  const { data } = await done(
    concerts.owner<{ data: { serial: string; scans: object[] }[] }>('GET', path),
  )
  return data.map(({ serial, scans }) => ({ serial, scans: scans.length }))
}

/** A guest with one paid seat and its serial. */
async function givenTicket() {
  const [guest, taker] = (await signedIn(2)) as [Person, Person]
  const id = await givenPaid(guest, [1])
  const [ticket] = await ticketsOf(guest, id)
  const serial = ticket?.serial ?? ''
  const handOn = async () => {
    const { secret } = await done(offer(guest, ticket, (await me(taker)).email))
    return done(accept(taker, secret))
  }
  return { guest, taker, id, ticket, serial, handOn }
}

test('a booking of which a ticket was used is not refunded to its buyer, but by its store', async () => {
  const { guest, id, serial } = await givenTicket()
  await scan(serial)
  const refused = await guest('POST', `/v1/orders/${id}/cancellation`, null)
  expect([refused.status, typeOf(refused)]).toEqual([409, 'ticket-used'])
  expect(typeOf(await guest('GET', `/v1/orders/${id}/cancellation-quote`))).toBe('ticket-used')
  expect((await free()).data).toHaveLength(49)
  await cancelByStore(id)
  expect((await free()).data).toHaveLength(50)
})

test('a ticket that went back to its buyer after a scan is a used one', async () => {
  const { guest, taker, id, handOn } = await givenTicket()
  const { serial } = await handOn()
  await scan(serial)
  await leave(taker)
  expect((await ticketsOf(guest, id))[0]).toMatchObject({ state: 'used', serial, qr: null })
  expect(await listed()).toEqual([{ serial, scans: 1 }])
  expect(typeOf(await guest('POST', `/v1/orders/${id}/cancellation`, null))).toBe('ticket-used')
})

test('a ticket that went back to its buyer unused has another code', async () => {
  const { guest, taker, id, handOn } = await givenTicket()
  const { serial } = await handOn()
  await leave(taker)
  const [back] = await ticketsOf(guest, id)
  expect(back).toMatchObject({ state: 'valid', received: false })
  expect(back?.serial).not.toBe(serial)
  expect((await scan(serial)).unknown).toEqual([serial])
  expect(await listed()).toEqual([{ serial: back?.serial, scans: 0 }])
})

test('scanning races with leaving: the ticket was used, or the code is void', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { guest, taker, id, handOn } = await givenTicket()
    const { serial } = await handOn()
    const [scanned] = await Promise.all([scan(serial), leave(taker)])
    const [back] = await ticketsOf(guest, id)
    const isLetIn = scanned.unknown.length === 0
    expect(back?.state).toBe(isLetIn ? 'used' : 'valid')
    await cancelByStore(id)
  }
})

test('scanning races with canceling: nobody enters with a seat that was refunded', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { guest, id, serial } = await givenTicket()
    const [scanned, canceled] = await Promise.all([
      scan(serial),
      guest('POST', `/v1/orders/${id}/cancellation`, null),
    ])
    const isLetIn = scanned.unknown.length === 0
    expect([isLetIn, canceled.status < 300].filter(Boolean)).toHaveLength(1)
    if (isLetIn) await cancelByStore(id)
  }
})

test('scanning races with accepting: the old code is scanned, or the ticket has a new one', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { guest, taker, id, ticket, serial } = await givenTicket()
    const { secret } = await done(offer(guest, ticket, (await me(taker)).email))
    const [scanned, accepted] = await Promise.all([scan(serial), accept(taker, secret)])
    const isLetIn = scanned.unknown.length === 0
    expect([isLetIn, accepted.status < 300].filter(Boolean)).toHaveLength(1)
    await cancelByStore(id)
  }
})

test('a booking is not moved while somebody else has its ticket, nor once it was used', async () => {
  const { guest, id, serial, handOn } = await givenTicket()
  const other = await perform({ time: '21:30' })
  const path = `/v1/stores/${concerts.concertId}/bookings/${id}/moves`
  const propose = () =>
    concerts.owner<{ id: string }>('POST', path, {
      item: { performanceId: other.id, seatId: '7' },
      message: '',
    })
  const proposed = await done(propose())
  const answer = () =>
    concerts.house.anyone('POST', `/v1/moves/${proposed.id}/answer`, {
      token: moveToken(concerts.engine, { storeId: concerts.concertId, id: proposed.id }),
      accept: true,
    })
  const received = await handOn()
  expect(typeOf(await answer())).toBe('handed-on')
  await done(concerts.owner('DELETE', `${path}/${proposed.id}`))
  const refused = await propose()
  expect([refused.status, typeOf(refused)]).toEqual([409, 'handed-on'])
  await scan(received.serial)
  expect(typeOf(await propose())).toBe('ticket-used')
  expect([serial, (await ticketsOf(guest, id)).length]).toEqual([serial, 1])
})

test('a seat that is canceled alone has a void ticket, and the others stay valid', async () => {
  const [guest, taker] = (await signedIn(2)) as [Person, Person]
  const id = await givenPaid(guest, [31, 32, 33])
  const [one, two, three] = await ticketsOf(guest, id)
  const { secret } = await done(offer(guest, two, (await me(taker)).email))
  await done(accept(taker, secret))
  await scan(three?.serial)
  const left = (await free()).data.length
  const { body } = await guest<{ lines: { placeId: string; item: { seatId: string } }[] }>(
    'GET',
    `/v1/bookings/${id}`,
  )
  const cancelSeat = (seatId: number) =>
    guest('POST', `/v1/bookings/${id}/line-cancellations`, {
      lines: body.lines
        .filter(({ item }) => item.seatId === `${seatId}`)
        .map(({ placeId }) => ({ placeId, quantity: 1 })),
    })
  expect(typeOf(await cancelSeat(32))).toBe('handed-on')
  expect(typeOf(await cancelSeat(33))).toBe('ticket-used')
  expect((await cancelSeat(31)).status).toBe(200)
  expect((await free()).data).toHaveLength(left + 1)
  const states = (await ticketsOf(guest, id)).map(({ seatId, state }) => [seatId, state])
  expect(states.toSorted()).toEqual([
    [31, 'void'],
    [32, 'transferred'],
    [33, 'used'],
  ])
  expect((await listed()).map(({ serial }) => serial)).not.toContain(one?.serial)
})
