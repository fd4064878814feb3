import { afterAll, expect, test } from 'vitest'
import { drain } from '../events/relay.ts'
import { done, openConcerts } from '../front-doors/concerts/concert.fixture.ts'
import { writeMail } from '../jobs/jobs.ts'
import { openMailbox } from '../mail/mailbox.fixture.ts'
import { queueMails } from '../mail/queue.ts'
import { sendMails } from '../mail/send.ts'
import { sql } from '../postgres/sql.ts'
import { forgetAddresses } from './offers.ts'
import { ticketHolders } from './ticket.fixture.ts'

const opened = openConcerts()
const { concerts, signedIn } = opened
const { givenPaid, me, ticketsOf, offer, takeBack, accept, own } = ticketHolders(opened)
const mailbox = await openMailbox()
afterAll(() => mailbox.remove())

/** All mails to somebody, after those that are due were sent. */
async function mailsTo(email: string) {
  const { engine } = concerts
  while ((await drain(engine, [queueMails(engine)])) > 0);
  const post = { mailer: mailbox.mailer, write: writeMail }
  while ((await sendMails(engine, post, new AbortController().signal)) > 0);
  return mailbox.received(email)
}

test('the mail of a paid booking names its seats, links to the tickets, and has them as a PDF', async () => {
  const guest = await concerts.house.customer()
  const id = await givenPaid(guest, [1, 2])
  const [mail, ...others] = await mailsTo((await me(guest)).email)
  expect(others).toEqual([])
  expect(mail?.text).toContain('좌석: 1열 1번, 1열 2번')
  expect(mail?.text).toContain('Seats: Row 1, seat 1, Row 1, seat 2')
  const address = `${concerts.engine.publicUrl}/tickets?booking=${id}`
  expect(mail?.text).toContain(`티켓: ${address}`)
  expect(mail?.text).toContain(`Your tickets: ${address}`)
  expect(mail?.pdf?.slice(0, 5)).toBe('%PDF-')
  expect(mail?.calendar).toContain('METHOD:REQUEST')
})

/** A ticket that one has offered to another by mail. */
async function givenOffered(seatId = 1) {
  const [giver, taker] = await signedIn(2)
  if (!giver || !taker) throw new Error('nobody')
  const id = await givenPaid(giver, [seatId])
  const [ticket] = await ticketsOf(giver, id)
  const { email } = await me(taker)
  const { secret } = await done(offer(giver, ticket, email))
  return { giver, taker, email, secret, takeBack: () => takeBack(giver, ticket) }
}

test('who is offered a ticket gets a link whose secret no server sees, and the giver is told', async () => {
  const { giver, taker, email, secret } = await givenOffered()
  const [mail, ...others] = await mailsTo(email)
  expect(others).toEqual([])
  const address = `${concerts.engine.publicUrl}/ticket-offers#`
  const link = mail?.text.split(address)[1]?.split('\n')[0]
  expect(link).toBe(secret)
  expect(mail?.text).toContain('1열 1번')
  const told = (await mailsTo((await me(giver)).email)).filter(({ text }) => text.includes(email))
  expect(told).toHaveLength(1)
  expect(told[0]?.text).not.toContain(secret)
  await done(accept(taker, link ?? ''))
  expect(await own(taker)).toHaveLength(1)
})

test('who was offered a ticket is told when it is taken back; who was not yet, is told nothing', async () => {
  const { email, takeBack: end } = await givenOffered()
  await mailsTo(email)
  await done(end())
  const [, ended] = await mailsTo(email)
  expect(ended?.subject).toBe('티켓 선물이 취소되었습니다 (Ticket taken back)')

  const quick = await givenOffered(2)
  await done(quick.takeBack())
  expect(await mailsTo(quick.email)).toEqual([])
})

test('to whom a ticket was offered is encrypted, and forgotten two days after it is over', async () => {
  const { engine, concertId } = concerts
  const { email, takeBack: end } = await givenOffered()
  await mailsTo(email)
  const sealed = () =>
    engine.database.rows<{ sealed: string | null }>(
      sql`select sealed from ticket_offers where store_id = ${concertId}`,
    )
  const [before] = await sealed()
  expect(Buffer.from(before?.sealed ?? '', 'base64url').toString('latin1')).not.toContain(email)
  await done(end())
  await forgetAddresses(engine)
  expect(await sealed()).toEqual([before])
  await mailsTo(email)
  await engine.advance(2 * 24 * 60 * 60 + 1)
  await forgetAddresses(engine)
  expect(await sealed()).toEqual([{ sealed: null }])
})
