import sharp from 'sharp'
import { expect, test } from 'vitest'
import { done, openConcerts, typeOf } from '../front-doors/concerts/concert.fixture.ts'
import { insertPicture } from '../stores/pictures/queries.ts'
import { ticketHolders } from './ticket.fixture.ts'

const opened = openConcerts()
const { concerts, signedIn } = opened
const { givenPaid, me, offer, accept, ticketsOf } = ticketHolders(opened)

/** The pages of a file, and its language. */
async function fileOf(by: { readonly authorization: string }, id: string, language = 'ko') {
  const { authorization } = by
  const answer = await concerts.house.server.inject({
    ...{ method: 'GET', url: `/v1/bookings/${id}/tickets.pdf` },
    headers: { authorization, 'accept-language': language },
  })
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/pdf'])
  const bytes = answer.rawPayload
  const text = bytes.toString('latin1')
  return {
    bytes,
    pages: text.match(/\/Type \/Page\n/g)?.length,
    language: /\/Lang \((..)\)/.exec(text)?.[1],
  }
}

test('four tickets with a poster are four pages of less than 300 kB, in the reader’s language', async () => {
  const { engine, concertId, house } = concerts
  const noise = { type: 'gaussian', mean: 128, sigma: 25 } as const
  const create = { width: 900, height: 1200, channels: 3, background: '#824', noise } as const
  const large = await sharp({ create }).webp().toBuffer()
  const picture = { id: engine.newId<'Picture'>(), alt: '포스터', width: 900, height: 1200 }
  await engine
    .cell(concertId)
    .transaction((tx) =>
      insertPicture(tx, concertId, { ...picture, large, small: large, tile: large }),
    )
  const guest = await house.customer('김손님')
  const id = await givenPaid(guest, [1, 2, 3, 4])
  const korean = await fileOf(guest, id)
  expect([korean.pages, korean.language]).toEqual([4, 'ko'])
  expect(korean.bytes.length).toBeLessThan(300_000)
  const english = await fileOf(guest, id, 'en')
  expect([english.pages, english.language]).toEqual([4, 'en'])
})

test('who received a ticket prints that one, the giver the others, and nobody else any', async () => {
  const [giver, taker, stranger] = await signedIn(3)
  if (!giver || !taker || !stranger) throw new Error('nobody')
  const id = await givenPaid(giver, [1, 2, 3])
  const path = `/v1/bookings/${id}/tickets.pdf`
  expect((await fileOf(giver, id)).pages).toBe(3)
  expect(typeOf(await taker('GET', path))).toBe('order-missing')
  const [ticket] = await ticketsOf(giver, id)
  const { secret } = await done(offer(giver, ticket, (await me(taker)).email))
  await done(accept(taker, secret))
  expect((await fileOf(taker, id)).pages).toBe(1)
  expect((await fileOf(giver, id)).pages).toBe(2)
  expect(typeOf(await stranger('GET', path))).toBe('order-missing')
  expect((await concerts.house.anyone('GET', path)).status).toBe(401)
})

test('a canceled booking has no tickets to print', async () => {
  const guest = await concerts.house.customer()
  const id = await givenPaid(guest, [5])
  await done(guest('POST', `/v1/orders/${id}/cancellation`, null))
  expect(typeOf(await guest('GET', `/v1/bookings/${id}/tickets.pdf`))).toBe('ticket-void')
})
